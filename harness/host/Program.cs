using System.IO.Pipes;
using System.Reflection;
using Katas.Engine.Grading;
using Katas.Engine.Subjects;

namespace Katas.Host;

/// <summary>Reads requests from one inherited pipe and tells events over another, until the requests end.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("This is the grading host; the kata command starts it. Run: kata test NAME");
            return 4;
        }

        SdkRoslyn.Register();
        using var requests = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, args[0]));
        // Not disposed: a thread that the subject left behind may have something to tell after the last request.
        var events = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, args[1]));
        Serve(requests, events, warm: args.Contains("--warm"));
        return 0;
    }

    /// <summary>Waits for the compile, on the thread that has nothing else to do, and runs the tests there.</summary>
    private static void Answer(GradingSession session, Catalogue catalogue, HostRequest request)
    {
        if (session.PrepareAsync(catalogue, request).GetAwaiter().GetResult() is { } job) session.Run(job);
    }

    private static void Serve(StreamReader requests, StreamWriter events, bool warm)
    {
        var gate = new Lock();
        using var printed = Console.OpenStandardOutput();
        var analyzers = Path.Combine(AppContext.BaseDirectory, "Katas.Analyzers.dll");
        var session = new GradingSession(
            Assembly.Load("Katas.Specs"), File.Exists(analyzers) ? analyzers : null, Tell);
        if (warm) session.WarmUpAsync().GetAwaiter().GetResult();
        while (requests.ReadLine() is { } line)
        {
            // The catalogue is read anew each time: katas may have been pulled while the host was warm.
            if (Protocol.ReadRequest(line) is { } request) Answer(session, Catalogue.Open(KataRoot.Current), request);
            Console.Out.Flush();
            printed.Write(Protocol.EndOfPrint);
            printed.Flush();
        }

        void Tell(GradeEvent happened)
        {
            lock (gate)
            {
                events.WriteLine(Protocol.Write(happened));
                events.Flush();
            }
        }
    }
}
