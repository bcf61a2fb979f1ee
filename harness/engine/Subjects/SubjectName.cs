namespace Katas.Engine.Subjects;

/// <summary>Names a subject on the command line: <c>solution</c>, <c>reference</c>, <c>mistake:NAME</c>, …</summary>
/// <param name="Kind">What kind of subject.</param>
/// <param name="Name">Which one, for alternatives and mistakes; otherwise empty.</param>
public sealed record SubjectName(SubjectKind Kind, string Name = "")
{
    /// <summary>The learner's own class.</summary>
    public static SubjectName Solution { get; } = new(SubjectKind.Solution);

    /// <summary>The project's solution.</summary>
    public static SubjectName Reference { get; } = new(SubjectKind.Reference);

    /// <summary>The starter as shipped.</summary>
    public static SubjectName Starter { get; } = new(SubjectKind.Starter);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is not the name of a subject; the message lists the forms.</exception>
    public static SubjectName Parse(string text)
    {
        var parts = text.Split(':', 2);
        var needsName = parts.Length == 2 && parts[1].Length > 0;
        return (parts[0].ToLowerInvariant(), needsName, parts.Length) switch
        {
            ("solution", _, 1) => Solution,
            ("reference", _, 1) => Reference,
            ("starter", _, 1) => Starter,
            ("alternative", true, _) => new(SubjectKind.Alternative, parts[1]),
            ("mistake", true, _) => new(SubjectKind.Mistake, parts[1]),
            _ => throw new FormatException(
                $"\"{text}\" names no subject. It is one of: solution, reference, starter, alternative:NAME, mistake:NAME."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Name.Length == 0 ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()}:{Name}";
}
