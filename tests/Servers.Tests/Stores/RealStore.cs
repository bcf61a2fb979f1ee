using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Katas.Distributed;
using Katas.Engine.Subjects;

namespace Katas.Servers.Tests.Stores;

/// <summary>A server that these tests start on a free port, and a store for locks over it.</summary>
/// <param name="name">Redis or etcd.</param>
/// <param name="program">What has to be in the path.</param>
/// <param name="ports">How many ports it wants.</param>
/// <param name="connect">Makes the store over the first port, and what to dispose of in the end.</param>
internal sealed class RealStore(
    string name, string program, int ports, Func<int, (ILockStore Store, IDisposable Connection)> connect)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Process? _server;
    private IDisposable? _connection;
    private ILockStore? _store;

    /// <summary>The store over the running server, which is started at the first use.</summary>
    /// <remarks>Where the server cannot be had, the running test is ignored, and says what to do.</remarks>
    public ILockStore Store => _store ??= Start();

    /// <summary>Stops the server, if it runs.</summary>
    public void Stop()
    {
        _connection?.Dispose();
        if (_server is null) return;
        _server.StandardInput.Close(); // the script stops the server and removes its folder
        _server.WaitForExit();
        _server.Dispose();
        (_server, _connection, _store) = (null, null, null);
    }

    private ILockStore Start()
    {
        if (!IsHere()) Assert.Ignore($"{name} is not on this machine. To have these tests run, install it: eng/servers.sh");
        var free = FreePorts(ports);
        _server = Process.Start(new ProcessStartInfo("bash", [Script, program.Split('-')[0], .. free.Select(port => $"{port}")])
        {
            RedirectStandardInput = true, UseShellExecute = false,
        })!;
        return Connect(free[0]);
    }

    /// <summary>A server listens some time after it was started.</summary>
    private ILockStore Connect(int port)
    {
        for (var began = Stopwatch.StartNew(); ; RealTime.Pass(TimeSpan.FromMilliseconds(50)))
        {
            IDisposable? connection = null;
            try
            {
                (var store, connection) = connect(port);
                store.GetAsync("is anybody there?").GetAwaiter().GetResult();
                _connection = connection;
                return store;
            }
            catch (Exception notYet) when (began.Elapsed < Patience && !_server!.HasExited
                && notYet is StoreUnavailableException or StackExchange.Redis.RedisException)
            {
                connection?.Dispose();
            }
        }
    }

    private static string Script => Path.Combine(KataRoot.Current, "eng", "servers.sh");

    private bool IsHere() => !OperatingSystem.IsWindows() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        List<int> free = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners) listener.Stop();
        return free;
    }
}
