using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>What the rewriters of one method share.</summary>
internal sealed class RewriteContext(MethodDefinition method, HookReferences hooks, SiteTable sites)
{
    private readonly SourceLines _lines = new(method);

    public OriginalCode Code { get; } = new(method);

    public MethodDefinition Method => method;

    public TypeSystem Types => method.Module.TypeSystem;

    public MethodEditor Editor { get; } = new(method.Body);

    public HookReferences Hooks => hooks;

    /// <summary>The site's index, to be passed to its hook.</summary>
    public int AddSite(
        InstructionToRewrite at, SiteKind kind, string name, string placeClass, bool isReadOnly = false, bool isVolatile = false,
        bool isDecision = false)
    {
        var (file, line) = _lines.Of(at.Instruction.Offset);
        return sites.Add(new Site(kind, name, placeClass, file, line) 
        {
            IsReadOnly = isReadOnly, IsVolatile = isVolatile || at.IsVolatile, IsDecision = isDecision,
        });
    }
}
