using System.Linq.Expressions;
using System.Reflection;

namespace Katas.Engine.Subjects;

/// <summary>Turns a class's constructor into the factory delegate that the contract declares.</summary>
/// <remarks>
/// A compiled expression, not <see cref="ConstructorInfo.Invoke(object[])"/>: what the constructor throws arrives as it
/// was thrown, and the stack shows the learner's frames only.
/// </remarks>
internal static class ConstructorBinder
{
    /// <summary>Binds the public constructor whose parameters fit <typeparamref name="TFactory"/>'s.</summary>
    /// <remarks>Further parameters may follow if they are optional.</remarks>
    /// <exception cref="SubjectBrokenException">No constructor fits; the message shows the one that would.</exception>
    public static TFactory Bind<TFactory>(Type implementation) where TFactory : Delegate
    {
        var wanted = typeof(TFactory).GetMethod("Invoke")!;
        var parameters = wanted.GetParameters();
        var constructors = implementation.GetConstructors();
        var fitting = constructors
            .Where(constructor => Fits(constructor, parameters))
            .MinBy(constructor => constructor.GetParameters().Length)
            ?? throw Mismatch(implementation, constructors, parameters);

        var given = parameters.Select(p => Expression.Parameter(p.ParameterType, p.Name)).ToArray();
        var arguments = fitting.GetParameters().Select((p, i) => i < given.Length
            ? Expression.Convert(given[i], p.ParameterType)
            : (Expression)Expression.Convert(Expression.Constant(p.DefaultValue), p.ParameterType));
        var body = Expression.Convert(Expression.New(fitting, arguments), wanted.ReturnType);
        return Expression.Lambda<TFactory>(body, given).Compile();
    }

    private static bool Fits(ConstructorInfo constructor, ParameterInfo[] wanted)
    {
        var has = constructor.GetParameters();
        return has.Length >= wanted.Length
            && has.Take(wanted.Length).Zip(wanted).All(pair =>
                pair.First.ParameterType.IsAssignableFrom(pair.Second.ParameterType))
            && has.Skip(wanted.Length).All(extra => extra.HasDefaultValue);
    }

    private static SubjectBrokenException Mismatch(
        Type implementation, ConstructorInfo[] constructors, ParameterInfo[] wanted)
    {
        var has = constructors.Length == 0
            ? "It has no public constructor."
            : $"It has: {string.Join("; ", constructors.Select(c => Show(implementation, c.GetParameters())))}.";
        return new($"{implementation.Name} lacks the constructor that the contract names: " +
            $"public {Show(implementation, wanted)}. {has}");
    }

    private static string Show(Type type, IEnumerable<ParameterInfo> parameters) =>
        $"{type.Name}({string.Join(", ", parameters.Select(p => $"{TypeName(p.ParameterType)} {p.Name}"))})";

    private static string TypeName(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Double => "double",
        TypeCode.Decimal => "decimal",
        TypeCode.Boolean => "bool",
        TypeCode.String => "string",
        _ when type.IsGenericType =>
            $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>",
        _ => type.Name,
    };
}
