namespace Katas.Cli.Records;

/// <summary>The learner's progress could not be read or written; the message says what that means.</summary>
internal sealed class RecordsException(string message, Exception cause) : Exception(message, cause);
