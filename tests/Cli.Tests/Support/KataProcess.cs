using System.Diagnostics;
using System.Text;

namespace Katas.Cli.Tests.Support;

/// <summary>The real command in a process of its own.</summary>
internal sealed class KataProcess : IDisposable
{
    /// <summary>A net only: no test waits for it to pass.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private KataProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Starts <c>kata</c> as built beside these tests.</summary>
    public static KataProcess Start(string folder, string? root, params string[] args) => StartProgram(
        "dotnet", folder, [Path.Combine(AppContext.BaseDirectory, "kata.dll"), .. args], new() { ["KATA_ROOT"] = root });

    /// <summary>Starts any program.</summary>
    public static KataProcess StartProgram(
        string file, string folder, IEnumerable<string> args, Dictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new KataProcess(start);
    }

    /// <summary>Runs <c>kata</c> to its end.</summary>
    public static Ran Run(string folder, string? root, params string[] args)
    {
        using var process = Start(folder, root, args);
        return process.End();
    }

    /// <summary>Waits until it has printed a text so many times.</summary>
    public void WaitFor(string text, int times)
    {
        var until = Stopwatch.StartNew();
        lock (_output)
            while (_output.ToString().Split(text).Length - 1 < times)
            {
                var left = Limit - until.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_output, left))
                    Assert.Fail($"\"{text}\" did not come {times} times. It printed:\n{_output}");
            }
    }

    /// <summary>Closes its input and waits for its end.</summary>
    public Ran End()
    {
        _process.StandardInput.Close();
        return Ended();
    }

    /// <summary>Waits for its end.</summary>
    public Ran Ended()
    {
        if (!_process.WaitForExit(Limit)) Assert.Fail($"It did not end. It printed:\n{_output}");
        _process.WaitForExit();
        return new Ran(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Keep(StringBuilder kept, string? line)
    {
        if (line is null) return;
        lock (kept)
        {
            kept.Append(line).Append('\n');
            Monitor.PulseAll(kept);
        }
    }
}
