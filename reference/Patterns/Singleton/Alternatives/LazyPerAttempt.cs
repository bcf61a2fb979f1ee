using System.Globalization;

namespace Katas.Patterns;

/// <summary>The same promises with <see cref="Lazy{T}"/>: a new one for each attempt.</summary>
/// <remarks>
/// A <see cref="Lazy{T}"/> in its default mode runs its factory once, lets the others wait, refuses recursion, and keeps an
/// exception for ever. The last is not wanted, so whoever meets a failure puts a fresh one in the place of that one, and
/// of no other: a late failure must not throw away what a second attempt has loaded.
/// </remarks>
public sealed class LazyPerAttemptSingleton : ISettingsHolder
{
    private readonly ISettingsSource _source;
    private Lazy<Settings> _attempt;

    /// <inheritdoc cref="NewSettingsHolder"/>
    public LazyPerAttemptSingleton(ISettingsSource source)
    {
        _source = source ?? throw new ArgumentNullException(nameof(source));
        _attempt = NewAttempt();
    }

    /// <inheritdoc/>
    public ISettings Instance
    {
        get
        {
            var attempt = Volatile.Read(ref _attempt);
            try
            {
                return attempt.Value;
            }
            catch
            {
                Interlocked.CompareExchange(ref _attempt, NewAttempt(), attempt);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public ISettings? Loaded => Volatile.Read(ref _attempt) is { IsValueCreated: true } attempt ? attempt.Value : null;

    private Lazy<Settings> NewAttempt() => new(() => new Settings
    {
        DatabaseUrl = _source.Read("DatabaseUrl"),
        ApiKey = _source.Read("ApiKey"),
        Port = int.Parse(_source.Read("Port"), CultureInfo.InvariantCulture),
    });

    private sealed class Settings : ISettings
    {
        public required string DatabaseUrl { get; init; }

        public required string ApiKey { get; init; }

        public required int Port { get; init; }
    }
}
