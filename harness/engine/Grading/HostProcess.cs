using System.Diagnostics;
using System.IO.Pipes;
using System.Text;

namespace Katas.Engine.Grading;

/// <summary>A child process that grades, so that a subject can harm only itself.</summary>
/// <remarks>
/// Events come over a pipe of their own: what a subject prints cannot be taken for one. One request at a time.
/// </remarks>
internal sealed class HostProcess : IDisposable
{
    /// <summary>What a subject may allocate before it is out of memory, in bytes, as the runtime reads it.</summary>
    private const string HeapLimit = "0x40000000";

    private const int MostPrinted = 4000;

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _requests = new(PipeDirection.Out, HandleInheritability.Inheritable);
    private readonly AnonymousPipeServerStream _events = new(PipeDirection.In, HandleInheritability.Inheritable);
    private readonly StreamWriter _writer;
    private readonly StreamReader _reader;
    private readonly StringBuilder _printed = new();
    private readonly StringBuilder _errors = new();
    private volatile TaskCompletionSource _printEnded = NewSignal();

    /// <param name="hostFile">The host's assembly.</param>
    /// <param name="root">The repository's root folder.</param>
    /// <param name="warm">Load the compiler before the first request comes, because it will come later.</param>
    public HostProcess(string hostFile, string root, bool warm)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && IsDotnet(path) ? path : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
            ArgumentList =
            {
                "exec", hostFile, _requests.GetClientHandleAsString(), _events.GetClientHandleAsString(),
                warm ? "--warm" : "--cold",
            },
            Environment =
            {
                [Subjects.KataRoot.Variable] = root,
                [Reporting.CommandName.Variable] = Reporting.CommandName.Current,
                ["DOTNET_GCHeapHardLimit"] = HeapLimit,
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_DbgEnableMiniDump"] = "0",
            },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The grading host did not start.");
        _requests.DisposeLocalCopyOfClientHandle();
        _events.DisposeLocalCopyOfClientHandle();
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => KeepPrinted(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _writer = new StreamWriter(_requests) { AutoFlush = true };
        _reader = new StreamReader(_events);
    }

    /// <summary>What the subject printed during the last request.</summary>
    public async Task<string> PrintedAsync()
    {
        // A subject that closed its own output keeps the mark away for good.
        await Task.WhenAny(_printEnded.Task, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        lock (_printed) return _printed.ToString();
    }

    /// <summary>Sends a request.</summary>
    /// <exception cref="IOException">The host has died.</exception>
    public void Send(HostRequest request)
    {
        lock (_printed) _printed.Clear();
        _printEnded = NewSignal();
        _writer.WriteLine(Protocol.Write(request));
    }

    /// <summary>The next event, or <see langword="null"/> when the host has died.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the host is of no use after that.</exception>
    public async Task<GradeEvent?> NextAsync(CancellationToken cancellation)
    {
        var line = await _reader.ReadLineAsync(cancellation).ConfigureAwait(false);
        return line is null ? null : Protocol.ReadEvent(line);
    }

    /// <summary>Ends the requests, and waits a moment for threads that the subject left behind.</summary>
    /// <returns>What came after the last answer.</returns>
    public async Task<IReadOnlyList<GradeEvent>> CloseAsync(TimeSpan grace)
    {
        _writer.Dispose();
        List<GradeEvent> late = [];
        using var limit = new CancellationTokenSource(grace);
        try
        {
            while (await NextAsync(limit.Token).ConfigureAwait(false) is { } happened) late.Add(happened);
        }
        catch (OperationCanceledException)
        {
            // A foreground thread still runs: harmless, the process is killed with it.
        }

        return late;
    }

    /// <summary>Why the host died; call it after <see cref="NextAsync"/> gave <see langword="null"/>.</summary>
    public async Task<(Breakage Breakage, string Text)> CauseOfDeathAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        lock (_errors) return DeathCertificate.Read(_process.ExitCode, _errors.ToString());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _writer.Dispose();
        _reader.Dispose();
        _requests.Dispose();
        _events.Dispose();
        _process.Dispose();
    }

    private void KeepPrinted(string? line)
    {
        // The mark ends the last line even where the subject printed no line end; null ends the process.
        var ended = line?.EndsWith(Protocol.EndOfPrintMark, StringComparison.Ordinal) ?? true;
        var text = line?.TrimEnd(Protocol.EndOfPrintMark[0]);
        if (text is { Length: > 0 } || !ended) Keep(_printed, text);
        if (ended) _printEnded.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Keep(StringBuilder kept, string? line)
    {
        if (line is null) return;
        lock (kept)
            if (kept.Length < MostPrinted)
                kept.Append(line).Append('\n');
    }

    private static bool IsDotnet(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
