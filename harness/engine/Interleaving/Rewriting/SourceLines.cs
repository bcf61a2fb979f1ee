using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Finds the source line of an instruction of one method, before anything is inserted.</summary>
internal sealed class SourceLines(MethodDefinition method)
{
    private readonly SequencePoint[] _points =
    [
        .. method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).OrderBy(p => p.Offset),
    ];

    public (string? File, int Line) Of(int offset)
    {
        var point = _points.LastOrDefault(p => p.Offset <= offset) ?? _points.FirstOrDefault();
        return point is null ? (null, 0) : (point.Document.Url, point.StartLine);
    }
}
