using System.Collections.Concurrent;
using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>What a caller finds in the settings at the moment at which it looks.</summary>
internal sealed record Seen(string DatabaseUrl, string ApiKey, int Port)
{
    public static Seen In(ISettings settings) => new(settings.DatabaseUrl, settings.ApiKey, settings.Port);
}

/// <summary>A source that counts its reads, and does what a test wants before it answers.</summary>
/// <param name="whileReading">Runs at each read, with the setting's name; what it throws, the read throws.</param>
internal sealed class FakeSource(Action<string>? whileReading = null) : ISettingsSource
{
    public static readonly string[] Names =
        [nameof(ISettings.DatabaseUrl), nameof(ISettings.ApiKey), nameof(ISettings.Port)];

    /// <summary>The settings as the source has them.</summary>
    public static readonly Seen All = new("postgres://user:pass@localhost/db", "super-secret-key", 8080);

    private readonly ConcurrentQueue<string> _reads = [];

    /// <summary>The answer to <c>Port</c>.</summary>
    public string Port { get; set; } = "8080";

    /// <summary>All reads so far.</summary>
    public IReadOnlyCollection<string> Reads => _reads;

    public string Read(string name)
    {
        _reads.Enqueue(name);
        whileReading?.Invoke(name);
        return name switch
        {
            nameof(ISettings.DatabaseUrl) => All.DatabaseUrl,
            nameof(ISettings.ApiKey) => All.ApiKey,
            nameof(ISettings.Port) => Port,
            _ => throw new PropertyFailedException(
                "the source is asked for what it has", $"Read(\"{name}\"): the names are {string.Join(", ", Names)}."),
        };
    }
}
