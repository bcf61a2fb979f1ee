using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Subjects;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>What the compiled code of a program says about it before it runs.</summary>
/// <param name="Uses">The doors that it goes through, in the order of the source.</param>
/// <param name="Loops">Loops that never give the thread back, those without a way out first.</param>
/// <param name="Statics">Fields that outlive a run, because they belong to a class.</param>
internal sealed record CodeScan(IReadOnlyList<DoorUse> Uses, IReadOnlyList<CodePlace> Loops, IReadOnlyList<StaticUse> Statics)
{
    /// <summary>What no tripwire would see.</summary>
    public IReadOnlyList<DoorUse> Forbidden { get; } = [.. Uses.Where(use => use.Door.IsForbidden)];

    /// <summary>What may lead to another thread.</summary>
    public IReadOnlyList<DoorUse> ToThreads { get; } =
        [.. Uses.Where(use => use.Door.Kind is DoorKind.Thread or DoorKind.UnseenThread)];

    public static CodeScan Of(SubjectImage image, string root)
    {
        using var assembly = new MemoryStream(image.Assembly.ToArray());
        using var pdb = image.Symbols.IsEmpty ? null : new MemoryStream(image.Symbols.ToArray());
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters
        {
            ReadSymbols = pdb is not null,
            SymbolStream = pdb,
            SymbolReaderProvider = pdb is null ? null : new PortablePdbReaderProvider(),
        });
        List<MethodDefinition> methods =
            [.. ReachableTypes.From(module, root).SelectMany(type => type.Methods).Where(method => method.HasBody)];
        var uses = methods.SelectMany(UsesIn).ToList();
        if (methods.Exists(MakesSourceWithProvider)) uses.RemoveAll(use => use.Door.Calls == DoorCalls.UnlessSourceHasProvider);
        return new CodeScan(
            [
                .. uses.DistinctBy(use => (use.Call, use.Place))
                    .OrderBy(use => use.Place.File, StringComparer.Ordinal).ThenBy(use => use.Place.Line),
            ],
            [.. methods.SelectMany(LoopFinder.In).OrderByDescending(loop => loop.IsEndless).Select(loop => loop.Place)],
            [.. methods.SelectMany(StaticUse.In).DistinctBy(use => use.Field)]);
    }

    private static IEnumerable<DoorUse> UsesIn(MethodDefinition method)
    {
        var lines = new SourceLines(method);
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is not MethodReference called) continue;
            var type = called.DeclaringType.GetElementType().FullName;
            var door = Doors.All.FirstOrDefault(each =>
                each.Fits(type, called.Name) && DoorMatch.Fits(each, called, instruction));
            if (door is null) continue;
            var (file, line) = lines.Of(instruction.Offset);
            yield return new DoorUse(
                door, UncontrolledCatalogue.FriendlyName(called), new CodePlace(file, line),
                method.DeclaringType.FullName.Replace('/', '+'));
        }
    }

    private static bool MakesSourceWithProvider(MethodDefinition method) => method.Body.Instructions.Any(instruction =>
        instruction.Operand is MethodReference { Name: ".ctor" } made
        && made.DeclaringType.FullName == "System.Threading.CancellationTokenSource" && DoorMatch.HasProvider(made));
}
