using System.Diagnostics;
using System.Runtime.Loader;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>The subject's own frames of a stack of calls.</summary>
internal static class StackText
{
    /// <summary>Those of the running thread, the innermost first.</summary>
    public static IReadOnlyList<string> Here() =>
    [
        .. from frame in new StackTrace(fNeedFileInfo: true).GetFrames()
           where frame.GetFileName() is not null && IsSubject(frame)
           select $"{Name(frame)} ({Path.GetFileName(frame.GetFileName())}:{frame.GetFileLineNumber()})",
    ];

    /// <summary>The method's name as it was written: lambdas, local functions and async methods are nested in one.</summary>
    public static string Name(StackFrame frame)
    {
        var method = frame.GetMethod();
        var name = method?.Name ?? "?";
        if (name == "MoveNext" && method!.DeclaringType is { } machine) name = machine.Name;
        var (open, close) = (name.IndexOf('<', StringComparison.Ordinal), name.IndexOf('>', StringComparison.Ordinal));
        if (open >= 0 && close > open + 1) name = name[(open + 1)..close];
        return name is ".ctor" or ".cctor" ? method!.DeclaringType!.Name : name;
    }

    private static bool IsSubject(StackFrame frame) =>
        frame.GetMethod()?.Module.Assembly is { } assembly && AssemblyLoadContext.GetLoadContext(assembly) is TwinContext;
}
