using System.Globalization;

namespace Katas.Patterns;

/// <summary>The same promises with one compare-and-set: who installs the attempt loads, and all others wait at it.</summary>
/// <remarks>
/// What is exchanged is the right to load, not the settings. Exchanging settings that each caller has loaded for itself
/// would give one instance too, after as many loads as callers.
/// </remarks>
public sealed class SharedAttemptSingleton : ISettingsHolder
{
    private readonly ISettingsSource _source;
    private Attempt? _attempt;

    /// <inheritdoc cref="NewSettingsHolder"/>
    public SharedAttemptSingleton(ISettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
    }

    /// <inheritdoc/>
    public ISettings Instance
    {
        get
        {
            while (true)
            {
                var mine = new Attempt();
                var attempt = Interlocked.CompareExchange(ref _attempt, mine, null) ?? mine;
                if (attempt == mine) Load(mine);
                if (attempt.Result() is { } settings) return settings;
            }
        }
    }

    /// <inheritdoc/>
    public ISettings? Loaded => Volatile.Read(ref _attempt)?.Settings;

    /// <summary>A failure leaves the place empty before it wakes those who wait: one of them tries again.</summary>
    private void Load(Attempt mine)
    {
        Settings? settings = null;
        try
        {
            settings = new Settings(
                _source.Read("DatabaseUrl"), _source.Read("ApiKey"),
                int.Parse(_source.Read("Port"), CultureInfo.InvariantCulture));
        }
        finally
        {
            if (settings is null) Volatile.Write(ref _attempt, null);
            mine.End(settings);
        }
    }

    private sealed class Attempt
    {
        private readonly object _gate = new();
        private readonly int _loader = Environment.CurrentManagedThreadId;
        private Settings? _settings;
        private bool _hasEnded;

        public Settings? Settings => Volatile.Read(ref _settings);

        public void End(Settings? settings)
        {
            lock (_gate)
            {
                Volatile.Write(ref _settings, settings);
                _hasEnded = true;
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>Waits for the end of the attempt; <see langword="null"/> if it failed.</summary>
        public Settings? Result()
        {
            if (Settings is { } settings) return settings;
            lock (_gate)
            {
                if (!_hasEnded && _loader == Environment.CurrentManagedThreadId)
                    throw new InvalidOperationException("The settings' source asks for the settings.");
                while (!_hasEnded) Monitor.Wait(_gate);
                return _settings;
            }
        }
    }

    private sealed record Settings(string DatabaseUrl, string ApiKey, int Port) : ISettings;
}
