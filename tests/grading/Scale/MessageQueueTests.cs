namespace Katas.Grading.Scale;

/// <summary>Grades the class in katas/Scale/MessageQueue.</summary>
public sealed class MessageQueueTests() : MessageQueueSpec(Subject.Solution<MessageQueue>());
