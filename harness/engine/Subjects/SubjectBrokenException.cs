namespace Katas.Engine.Subjects;

/// <summary>
/// The subject cannot be graded at all: no class, two classes, no matching constructor, a static constructor that throws.
/// The message says which, and what would be right.
/// </summary>
public sealed class SubjectBrokenException(string message, Exception? cause = null) : Exception(message, cause);
