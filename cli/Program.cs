using System.ComponentModel;
using System.Runtime.CompilerServices;
using Katas.Cli.Output;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli;

/// <summary>The <c>kata</c> command.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var folder = Environment.CurrentDirectory;
        var root = KataRoot.Find(folder, AppContext.BaseDirectory);
        NameCommand(root);
        var grader = root is null ? null : new Grader(root);
        if (args is ["test" or "replay" or "survive" or "watch", ..]) StartEarly(grader);
        try
        {
            return Run(args, root, folder, grader);
        }
        finally
        {
            grader?.Dispose();
        }
    }

    /// <summary>The host starts while this process still loads its own libraries.</summary>
    private static void StartEarly(Grader? grader)
    {
        try
        {
            grader?.WarmUp();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            // The grading itself will meet the same obstacle, and say so in words.
        }
    }

    /// <summary>A launcher has left the name; a tool is found on the PATH under its own.</summary>
    private static void NameCommand(string? root)
    {
        if (Environment.GetEnvironmentVariable(CommandName.Variable) is { Length: > 0 }) return;
        var inClone = root is not null && AppContext.BaseDirectory.StartsWith(root, StringComparison.Ordinal);
        if (inClone) return;
        var host = Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        Environment.SetEnvironmentVariable(CommandName.Variable, host == "dotnet" ? "dotnet kata" : "kata");
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // keeps the libraries unloaded until the host has been started
    private static int Run(string[] args, string? root, string folder, Grader? grader)
    {
        var session = new Session(
            root, folder, Screen.OfProcess(), TimeProvider.System,
            () => new HostGrading(grader ?? throw Session.NotInAClone(folder)));
        return CommandLine.RunAsync(args, session).GetAwaiter().GetResult();
    }
}
