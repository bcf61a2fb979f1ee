using Katas.Patterns;
using Katas.Engine.Subjects;
using Katas.Specs.Patterns;

namespace Katas.Reference.Tests.Patterns;

/// <summary>The reference keeps its own promises.</summary>
public sealed class SingletonReferenceTests() : SingletonSpec(Subject.Reference<Singleton>());
