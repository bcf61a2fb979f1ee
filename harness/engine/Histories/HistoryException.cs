namespace Katas.Engine.Histories;

/// <summary>What was given is not a history. The message says where, and what a history would have there.</summary>
public sealed class HistoryException(string message) : FormatException(message);
