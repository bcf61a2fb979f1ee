using System.Globalization;

namespace Katas.Patterns;

/// <summary>The same promises with double-checked locking, a plain field and a class that is filled step by step.</summary>
/// <remarks>
/// No <see langword="volatile"/>: .NET promises that whoever reads a reference sees what was written to the object before
/// the reference was stored. It holds because the reference itself is what is checked. With a <see langword="bool"/> beside
/// it, it would not.
/// </remarks>
public sealed class PlainReferenceSingleton : ISettingsHolder
{
    private readonly ISettingsSource _source;
    private readonly object _gate = new();
    private Settings? _settings;
    private int _loader;

    /// <inheritdoc cref="NewSettingsHolder"/>
    public PlainReferenceSingleton(ISettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc/>
    public ISettings Instance
    {
        get
        {
            var settings = _settings;
            if (settings is not null) return settings;
            lock (_gate)
            {
                if (_settings is null) Load();
                return _settings!;
            }
        }
    }

    /// <inheritdoc/>
    public ISettings? Loaded => _settings;

    private void Load()
    {
        var me = Environment.CurrentManagedThreadId;
        if (_loader == me) throw new InvalidOperationException("The settings are being loaded by this thread.");
        _loader = me;
        try
        {
            var settings = new Settings();
            settings.Port = int.Parse(_source.Read(nameof(Settings.Port)), CultureInfo.InvariantCulture);
            settings.ApiKey = _source.Read(nameof(Settings.ApiKey));
            settings.DatabaseUrl = _source.Read(nameof(Settings.DatabaseUrl));
            _settings = settings;
        }
        finally
        {
            _loader = 0;
        }
    }

    private sealed class Settings : ISettings
    {
        public string DatabaseUrl { get; set; } = "";

        public string ApiKey { get; set; } = "";

        public int Port { get; set; }
    }
}
