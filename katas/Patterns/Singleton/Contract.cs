namespace Katas.Patterns;

/// <summary>A service's settings. Whoever holds them finds them complete, and they never change.</summary>
public interface ISettings
{
    /// <summary>Where the database is.</summary>
    string DatabaseUrl { get; }

    /// <summary>What the service shows to its partners.</summary>
    string ApiKey { get; }

    /// <summary>Where the service listens.</summary>
    int Port { get; }
}

/// <summary>Where settings come from: a file, a vault, the network. Reading may take long, and may fail.</summary>
public interface ISettingsSource
{
    /// <summary>Reads one setting; each call is a trip.</summary>
    /// <param name="name">A property of <see cref="ISettings"/>: <c>DatabaseUrl</c>, <c>ApiKey</c> or <c>Port</c>.</param>
    /// <returns>Its text; that of the port is digits, such as <c>8080</c>.</returns>
    string Read(string name);
}

/// <summary>The one place from which a whole service gets its settings, loaded when somebody first asks.</summary>
/// <remarks>Every member may be called from any number of threads at the same time.</remarks>
public interface ISettingsHolder
{
    /// <summary>The settings. The first caller loads them, and those who come meanwhile wait for that load.</summary>
    /// <value>The same object for every caller, from the first successful load on.</value>
    /// <remarks>
    /// A load reads each of the three settings once. What the source throws reaches the caller as it was thrown, nothing
    /// of the failed load stays, and the next caller loads anew. Callers who waited for a load that failed may get its
    /// exception or load themselves.
    /// </remarks>
    /// <exception cref="FormatException">The port that was read is no number: a failed load like any other.</exception>
    /// <exception cref="InvalidOperationException">
    /// The source asks for the settings while this very thread loads them. If the source lets the exception out, that is a
    /// failed load like any other.
    /// </exception>
    ISettings Instance { get; }

    /// <summary>The settings if they have been loaded, else <see langword="null"/>.</summary>
    /// <remarks>Never loads and never waits, also while another thread is in the middle of a load.</remarks>
    ISettings? Loaded { get; }
}

/// <summary>How the spec makes a holder: your class needs a public constructor of this shape.</summary>
/// <param name="source">Where the settings come from; it is not read before somebody asks.</param>
/// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
public delegate ISettingsHolder NewSettingsHolder(ISettingsSource source);
