using System.Reflection;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving;

/// <summary>
/// The rewritten twin of a subject's assembly: it does the same, and tells the explorer before each step that another
/// thread could notice.
/// </summary>
/// <remarks>
/// <para>
/// The twin lives in a collectible load context of its own; whatever it references, contracts above all, is shared with
/// the engine, so that its objects can be cast. Outside an exploration it behaves like the original.
/// </para>
/// <para>
/// Not safe for use by several threads at a time: an exploration replaces <see cref="Assembly"/>.
/// </para>
/// </remarks>
public sealed class InstrumentedAssembly : IDisposable
{
    private readonly RewrittenAssembly _rewritten;
    private TwinContext? _context;
    private Assembly _assembly;
    private bool _areStaticsUsed;
    private bool _isFresh = true;

    private InstrumentedAssembly(RewrittenAssembly rewritten)
    {
        _rewritten = rewritten;
        Uncontrolled = rewritten.Sites.Uncontrolled();
        _context = new TwinContext();
        _assembly = _context.Load(rewritten);
    }

    /// <summary>The twin. Take types from here each time an object is created, and keep none.</summary>
    /// <value>
    /// Changes from schedule to schedule when the subject uses static fields: a fresh copy is how they are reset.
    /// </value>
    /// <exception cref="ObjectDisposedException">The twin was unloaded.</exception>
    public Assembly Assembly
    {
        get
        {
            ObjectDisposedException.ThrowIf(_context is null, this);
            _isFresh = false;
            return _assembly;
        }
    }

    /// <summary>Call sites that block, start work or await it outside the explorer's control.</summary>
    public IReadOnlyList<UncontrolledCall> Uncontrolled { get; }

    internal SiteTable Sites => _rewritten.Sites;

    /// <summary>Rewrites an assembly and loads the twin.</summary>
    /// <param name="assembly">The assembly's bytes; they are not changed.</param>
    /// <param name="symbols">Its portable PDB; when empty, traces and failures have no lines.</param>
    /// <exception cref="BadImageFormatException">The bytes are no managed assembly.</exception>
    public static InstrumentedAssembly Load(ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> symbols) =>
        new(AssemblyRewriter.Rewrite(assembly, symbols));

    /// <summary>Unloads the twin, as soon as nothing refers to its objects any more.</summary>
    public void Dispose()
    {
        _context?.Unload();
        _context = null;
    }

    /// <summary>An exploration begins: what code outside of it left in static fields does not count.</summary>
    internal void Begin() => _areStaticsUsed = _rewritten.NeedsReload && !_isFresh;

    internal void StaticsWereUsed() => _areStaticsUsed = true;

    /// <summary>Replaces the twin by a fresh copy if its static fields were used.</summary>
    internal void ResetStatics()
    {
        ObjectDisposedException.ThrowIf(_context is null, this);
        if (!_areStaticsUsed)
            return;
        _areStaticsUsed = false;
        _context.Unload();
        _context = new TwinContext();
        _assembly = _context.Load(_rewritten);
    }
}
