using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>Which calls wait for somebody, and which wake whoever waits.</summary>
internal static class Signals
{
    private const string Completion = "System.Threading.Tasks.TaskCompletionSource";

    private static readonly HashSet<(string Type, string Method)> Waiting =
    [
        ("System.Threading.Monitor", "Wait"),
        ("System.Threading.SemaphoreSlim", "Wait"),
        ("System.Threading.SemaphoreSlim", "WaitAsync"),
        ("System.Threading.ManualResetEventSlim", "Wait"),
        ("System.Threading.CountdownEvent", "Wait"),
        ("System.Threading.WaitHandle", "WaitOne"),
        ("System.Threading.WaitHandle", "WaitAny"),
        ("System.Threading.WaitHandle", "WaitAll"),
        ("System.Threading.Barrier", "SignalAndWait"),
        ("System.Threading.SpinWait", "SpinOnce"),
        ("System.Threading.Thread", "Sleep"),
        ("System.Threading.Thread", "Yield"),
        ("System.Threading.Thread", "SpinWait"),
        ("System.Threading.PeriodicTimer", "WaitForNextTickAsync"),
        ("System.Threading.Tasks.Task", "Delay"),
        ("System.Threading.Tasks.Task", "Wait"),
        ("System.Threading.Tasks.Task", "WaitAsync"),
        ("System.Threading.Tasks.Task", "WhenAny"),
        ("System.Threading.Tasks.Task", "WhenAll"),
    ];

    private static readonly HashSet<(string Type, string Method)> Waking =
    [
        ("System.Threading.Monitor", "Pulse"),
        ("System.Threading.Monitor", "PulseAll"),
        ("System.Threading.EventWaitHandle", "Set"),
        ("System.Threading.ManualResetEventSlim", "Set"),
        ("System.Threading.CountdownEvent", "Signal"),
        ("System.Threading.SemaphoreSlim", "Release"),
        ("System.Threading.CancellationTokenSource", "Cancel"),
        ("System.Threading.CancellationTokenSource", "CancelAsync"),
        ("System.Threading.Channels.ChannelWriter", "Complete"),
        ("System.Threading.Channels.ChannelWriter", "TryComplete"),
        ("System.Collections.Concurrent.BlockingCollection", "CompleteAdding"),
    ];

    /// <summary>Whether a node waits while it runs: by a call, or by awaiting a task that somebody else completes.</summary>
    public static bool Waits(SyntaxNode node, SemanticModel model) => Calls.OwnNodes(node).Any(each => each switch
    {
        InvocationExpressionSyntax call => Calls.Of(call, model) is { } called && Waiting.Contains(called),
        AwaitExpressionSyntax { Expression: var task } => Calls.In(task) is null,
        _ => false,
    });

    /// <summary>Whether a call wakes somebody.</summary>
    public static bool Wakes(InvocationExpressionSyntax call, SemanticModel model) =>
        Calls.Of(call, model) is { } called && (Waking.Contains(called) || IsCompletion(called));

    /// <summary>Whether a statement does nothing but wake somebody.</summary>
    public static bool IsWake(StatementSyntax statement, SemanticModel model) =>
        statement is ExpressionStatementSyntax { Expression: var expression }
        && Calls.In(expression) is { } call && Wakes(call, model);

    /// <summary>Whether a call completes a task that somebody may await.</summary>
    public static bool Completes(InvocationExpressionSyntax call, SemanticModel model) =>
        Calls.Of(call, model) is { } called && IsCompletion(called);

    /// <summary>Whether a node holds a call that only the owner of a monitor may make; elsewhere it throws at once.</summary>
    public static bool NeedsMonitor(SyntaxNode node, SemanticModel model) =>
        Calls.OwnNodes(node).OfType<InvocationExpressionSyntax>().Any(call =>
            Calls.Of(call, model) is ("System.Threading.Monitor", "Wait" or "Pulse" or "PulseAll"));

    private static bool IsCompletion((string Type, string Method) called) =>
        called.Type == Completion && called.Method.Contains("Set", StringComparison.Ordinal);
}
