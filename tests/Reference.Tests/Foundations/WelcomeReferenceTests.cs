using Katas.Foundations;
using Katas.Engine.Subjects;
using Katas.Specs.Foundations;

namespace Katas.Reference.Tests.Foundations;

/// <summary>The reference keeps its own promises.</summary>
public sealed class WelcomeReferenceTests() : WelcomeSpec(Subject.Reference<Welcome>());
