using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Framework members that block, start work or await it, and that have no hook.</summary>
internal static class UncontrolledCatalogue
{
    private static readonly Dictionary<string, string[]> Members = new()
    {
        ["System.Threading.Tasks.TaskFactory"] = ["FromAsync"],
        ["System.Threading.Tasks.TaskFactory`1"] = ["FromAsync"],
        ["System.Threading.Tasks.Parallel"] = ["*"],
        ["System.Linq.ParallelEnumerable"] = ["AsParallel"],
        ["System.Threading.ThreadPool"] = ["*"],
        ["System.Threading.Thread"] = ["Start", "UnsafeStart", "Join", "Sleep", "Interrupt"],
        ["System.Threading.Timer"] = [".ctor", "Change"],
        ["System.Threading.PeriodicTimer"] = ["*"],
        ["System.Timers.Timer"] = ["*"],
        // A TimeProvider that a spec hands in moves only when the spec moves it, so its timers fire nowhere else.
        ["System.TimeProvider"] = ["get_System"],
        ["System.Threading.CancellationTokenSource"] = ["CancelAfter", "CancelAsync"],
        ["System.Threading.ManualResetEventSlim"] = ["Wait"],
        ["System.Threading.CountdownEvent"] = ["Wait"],
        ["System.Threading.Barrier"] = ["SignalAndWait"],
        ["System.Threading.SemaphoreSlim"] = ["Wait", "WaitAsync"],
        ["System.Threading.WaitHandle"] = ["WaitOne", "WaitAny", "WaitAll", "SignalAndWait"],
        ["System.Threading.SpinWait"] = ["SpinUntil"],
        ["System.Threading.ReaderWriterLock"] = ["*"],
        ["System.Threading.Monitor"] = ["Wait", "Enter", "TryEnter"],
        ["System.Collections.Concurrent.BlockingCollection`1"] =
            ["Add", "Take", "TryAdd", "TryTake", "GetConsumingEnumerable", "AddToAny", "TakeFromAny"],
    };

    /// <summary>The call in the reader's words, or null when the explorer need not control it.</summary>
    public static string? NameOf(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        if (!Members.TryGetValue(type.FullName, out var names) || !(names is ["*"] || names.Contains(method.Name)))
            return null;
        return FriendlyName(method);
    }

    /// <summary><c>List.Add</c>, <c>Task.Result</c>, <c>new Timer</c>.</summary>
    public static string FriendlyName(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType().Name.Split('`')[0];
        return method.Name switch
        {
            ".ctor" => $"new {type}",
            ['g' or 's', 'e', 't', '_', .. var property] => $"{type}.{property}",
            "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" => "await",
            var name => $"{type}.{name}",
        };
    }
}
