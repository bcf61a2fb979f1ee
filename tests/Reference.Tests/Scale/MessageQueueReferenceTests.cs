using Katas.Engine.Subjects;
using Katas.Scale;
using Katas.Specs.Scale;

namespace Katas.Reference.Tests.Scale;

/// <summary>The reference keeps its own promises.</summary>
public sealed class MessageQueueReferenceTests() : MessageQueueSpec(Subject.Reference<MessageQueue>());
