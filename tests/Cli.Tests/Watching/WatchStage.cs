using System.Threading.Channels;
using Katas.Cli.Tests.Support;
using Katas.Cli.Watching;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;

namespace Katas.Cli.Tests.Watching;

/// <summary>A file, an editor and a grader. All of it runs on the test's own thread, step by step.</summary>
internal sealed class WatchStage
{
    private const int MostSteps = 10_000;

    private readonly Channel<long> _notices = Channel.CreateUnbounded<long>(
        new UnboundedChannelOptions { AllowSynchronousContinuations = true });

    private readonly CancellationTokenSource _quit = new();
    private readonly SteppedContext _steps = new();
    private readonly ManualTime _time;
    private readonly Task<GradeReport?> _running;

    public WatchStage(string text = "first")
    {
        Text = text;
        _time = new ManualTime { Settle = _steps.Run };
        var loop = new WatchLoop(
            _notices.Reader,
            () => IsLocked ? null : new Sources(Text, IsHalfSaved: Text.Length == 0),
            GradeAsync,
            (report, since) => Shown.Add((report.Explanation, since)),
            _time);
        _running = _steps.Within(() => loop.RunAsync(_quit.Token));
    }

    public string Text { get; private set; }

    public bool IsLocked { get; set; }

    /// <summary>The text of each grading that began, and how to end it.</summary>
    public List<(string Text, TaskCompletionSource<GradeReport> End)> Gradings { get; } = [];

    /// <summary>Each verdict that was shown.</summary>
    public List<(string Text, TimeSpan? Since)> Shown { get; } = [];

    public int Cancelled { get; private set; }

    public void Save(string text, int notices = 1)
    {
        Text = text;
        for (var i = 0; i < notices; i++) _notices.Writer.TryWrite(_time.GetTimestamp());
        _steps.Run();
    }

    /// <summary>Ends the grading that runs.</summary>
    public void Finish()
    {
        var (text, end) = Gradings[^1];
        end.TrySetResult(new GradeReport("welcome", "solution", Verdict.Passed, [], [], [], text, ""));
        _steps.Run();
    }

    public void Pass(TimeSpan by) => _time.Advance(by);

    /// <summary>Lets time pass until something holds.</summary>
    public void Until(Func<bool> holds)
    {
        for (var step = 0; !holds(); step++)
        {
            Assert.That(step, Is.LessThan(MostSteps), "it never came");
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Waits for a grading and ends it.</summary>
    public void GradeOnce(int number)
    {
        Until(() => Gradings.Count == number);
        Finish();
        Until(() => Shown.Count == number);
    }

    public GradeReport? CloseInput()
    {
        _notices.Writer.Complete();
        _steps.Run();
        Until(() => _running.IsCompleted);
        return _running.Result;
    }

    public GradeReport? Quit()
    {
        _quit.Cancel();
        _steps.Run();
        Until(() => _running.IsCompleted);
        return _running.Result;
    }

    private Task<GradeReport> GradeAsync(CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<GradeReport>();
        cancellation.Register(() =>
        {
            if (end.TrySetCanceled(cancellation)) Cancelled++;
        });
        Gradings.Add((Text, end));
        return end.Task;
    }
}
