namespace Katas.Cli;

/// <summary>What was asked for cannot be done; the message says what to type instead.</summary>
internal sealed class RequestException(string message) : Exception(message);
