using System.Reflection;

namespace Katas.Engine.Subjects;

/// <summary>Whatever a spec grades. A spec never names a class; it asks its subject for new instances.</summary>
/// <remarks>Safe to share between tests that run one after another.</remarks>
public sealed class Subject
{
    private readonly Func<Type> _implementation;
    private readonly Lazy<SubjectImage> _image;
    private readonly Lazy<bool> _untouched;

    private Subject(Kata kata, SubjectName name, Func<Type> implementation, Func<SubjectImage> image)
    {
        (Kata, Name, _implementation) = (kata, name, implementation);
        _image = new(image);
        _untouched = new(() => name.Kind switch
        {
            SubjectKind.Starter => true,
            SubjectKind.Solution => Starter.IsUntouched(kata),
            _ => false,
        });
    }

    /// <summary>The kata that this is a solution of.</summary>
    public Kata Kata { get; }

    /// <summary>What it is called.</summary>
    public SubjectName Name { get; }

    /// <summary>The class that implements the contract.</summary>
    /// <exception cref="SubjectBrokenException">There is none, or more than one.</exception>
    public Type Implementation => _implementation();

    /// <summary>The compiled bytes, for whoever rewrites them.</summary>
    public SubjectImage Image => _image.Value;

    /// <summary>Whether this is the starter as shipped, comments and white space aside: then it is <i>to do</i>.</summary>
    public bool IsUntouched => _untouched.Value;

    /// <summary>Whether an untouched starter is graded all the same, because a person asked for just this kata.</summary>
    public bool GradeStarter { get; init; }

    /// <summary>The learner's class, from the built assembly: breakpoints work.</summary>
    public static Subject Solution<T>() where T : class => Built(typeof(T), SubjectName.Solution);

    /// <summary>The reference, from the built assembly.</summary>
    public static Subject Reference<T>() where T : class => Built(typeof(T), SubjectName.Reference);

    /// <summary>An alternative to a reference, from the built assembly.</summary>
    /// <typeparam name="T">The alternative's class.</typeparam>
    /// <typeparam name="TReference">The reference's class, which tells the kata.</typeparam>
    public static Subject Alternative<T, TReference>() where T : class where TReference : class =>
        new(Catalogue.Open(KataRoot.Current).Of(typeof(TReference)),
            new SubjectName(SubjectKind.Alternative, typeof(T).Name),
            () => typeof(T),
            () => SubjectImage.FromFile(typeof(T).Assembly.Location));

    /// <summary>A subject that was compiled in memory and loaded into a context of its own.</summary>
    internal static Subject Compiled(
        Kata kata, SubjectName name, Assembly assembly, SubjectImage image, Type contract, bool gradeStarter) =>
        new(kata, name, () => ImplementationFinder.Find(assembly, contract, kata), () => image)
        {
            GradeStarter = gradeStarter,
        };

    private static Subject Built(Type type, SubjectName name) =>
        new(Catalogue.Open(KataRoot.Current).Of(type),
            name,
            () => type,
            () => SubjectImage.FromFile(type.Assembly.Location));

    /// <inheritdoc/>
    public override string ToString() => Name.ToString();
}
