using System.Globalization;

namespace Katas.Patterns;

/// <summary>Loads the settings when somebody first asks, once, and keeps no failure.</summary>
/// <remarks>
/// The reference to the finished object is the only thing that says "loaded": there is no second variable that could
/// disagree with it. The lock is held while the source is read, because those who come meanwhile must wait; whoever finds
/// the settings in place does not touch it.
/// </remarks>
public sealed class Singleton : ISettingsHolder
{
    private readonly ISettingsSource _source;
    private readonly Lock _loading = new();
    private volatile Settings? _settings;
    private bool _isLoading;

    /// <inheritdoc cref="NewSettingsHolder"/>
    public Singleton(ISettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc/>
    public ISettings Instance => _settings ?? LoadOnce();

    /// <inheritdoc/>
    public ISettings? Loaded => _settings;

    private Settings LoadOnce()
    {
        lock (_loading)
        {
            // A lock lets its owner in again, so it does not keep a source from asking for what it is being read for.
            if (_isLoading) throw new InvalidOperationException("The settings' source asks for the settings.");
            // Somebody else may have loaded between the look without the lock and here.
            if (_settings is { } loaded) return loaded;
            _isLoading = true;
            try
            {
                return _settings = Load();
            }
            finally
            {
                _isLoading = false;
            }
        }
    }

    /// <summary>The object is complete before anybody can find it, and an exception leaves none.</summary>
    private Settings Load() => new(
        _source.Read(nameof(ISettings.DatabaseUrl)),
        _source.Read(nameof(ISettings.ApiKey)),
        int.Parse(_source.Read(nameof(ISettings.Port)), NumberStyles.None, CultureInfo.InvariantCulture));

    private sealed record Settings(string DatabaseUrl, string ApiKey, int Port) : ISettings;
}
