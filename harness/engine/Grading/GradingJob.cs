using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>A subject that compiled, with what to run on it.</summary>
/// <param name="Kata">The kata.</param>
/// <param name="Name">Which subject of it.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Spec">The spec's class.</param>
/// <param name="Image">The subject.</param>
public sealed record GradingJob(Kata Kata, SubjectName Name, GradeRequest Request, Type Spec, SubjectImage Image);
