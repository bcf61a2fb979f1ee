namespace Katas.Cli.Watching;

/// <summary>Waits for the person, or the program, on the other end to have enough.</summary>
internal static class Keyboard
{
    /// <summary>Calls back on <c>q</c>, or where nobody can press a key, when the input is closed.</summary>
    public static void Listen(bool canAsk, Action onQuit, Action onClosed)
    {
        // A thread of its own: reading a console cannot be cancelled, and must not keep the process alive.
        var thread = new Thread(() =>
        {
            if (canAsk) WaitForQuit(onQuit);
            else WaitForEnd(onClosed);
        })
        { IsBackground = true, Name = "keyboard" };
        thread.Start();
    }

    private static void WaitForQuit(Action onQuit)
    {
        while (Console.ReadKey(intercept: true).KeyChar is not ('q' or 'Q'))
        {
        }

        onQuit();
    }

    private static void WaitForEnd(Action onClosed)
    {
        while (Console.In.Read() >= 0)
        {
        }

        onClosed();
    }
}
