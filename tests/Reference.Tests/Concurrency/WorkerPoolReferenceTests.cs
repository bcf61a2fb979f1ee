using Katas.Concurrency;
using Katas.Engine.Subjects;
using Katas.Specs.Concurrency;

namespace Katas.Reference.Tests.Concurrency;

/// <summary>The reference keeps its own promises.</summary>
public sealed class WorkerPoolReferenceTests() : WorkerPoolSpec(Subject.Reference<WorkerPool>());
