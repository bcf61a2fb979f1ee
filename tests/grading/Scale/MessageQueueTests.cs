namespace Katas.Grading.Scale;

/// <summary>Grades the class in katas/Scale/MessageQueue.</summary>
public sealed class MessageQueueTests() : MessageQueueSpec(Subject.Solution<MessageQueue>());

/// <summary>Your own tests of it, from the folder Own.</summary>
public sealed class MessageQueueOwn() : MessageQueueOwnTests(Subject.Solution<MessageQueue>());
