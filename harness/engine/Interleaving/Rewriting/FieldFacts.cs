using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>What the rewriter needs to know of a field that is accessed.</summary>
internal sealed record FieldFacts(string Name, string Class, bool IsInStruct, bool IsReadOnly, bool IsImmutable)
{
    private static readonly HashSet<string> ImmutableTypes =
    [
        "System.String", "System.Type", "System.TimeSpan", "System.DateTime", "System.DateTimeOffset", "System.Guid",
        "System.Decimal", "System.Version", "System.Uri", "System.Text.RegularExpressions.Regex",
    ];

    /// <summary>Describes the field; null when no other thread can meet it or when it only caches code.</summary>
    public static FieldFacts? Of(FieldReference field)
    {
        var type = field.DeclaringType.GetElementType();
        var placeClass = $"{type.FullName}.{Pretty(field.Name)}";
        if (type is not TypeDefinition definition)
        {
            // A field of another assembly: of a tuple, or of a contract's structure.
            return type.IsValueType && !type.Name.Contains("Span")
                ? new FieldFacts(field.Name, placeClass, IsInStruct: true, IsReadOnly: false, IsImmutable: false)
                : null;
        }

        var own = definition.Fields.FirstOrDefault(f => f.Name == field.Name);
        if (own is null || own.IsLiteral || IsInvisible(definition))
            return null;
        var isImmutable = own.IsInitOnly && IsImmutableType(own.FieldType);
        return new FieldFacts(Pretty(field.Name), placeClass, definition.IsValueType, own.IsInitOnly, isImmutable);
    }

    /// <summary>Whether the type is a cache of the compiler's, or lives where no other thread can meet it.</summary>
    public static bool IsInvisible(TypeDefinition type) =>
        IsDelegateCache(type.Name)
        || type.Name.StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || IsStateMachine(type)
        || type.CustomAttributes.Any(a => a.AttributeType.Name == "IsByRefLikeAttribute");

    /// <summary>Whether the field is a local variable of an asynchronous method.</summary>
    public static bool IsLocal(FieldReference field) =>
        field.DeclaringType.GetElementType() is TypeDefinition type && IsStateMachine(type);

    private static bool IsStateMachine(TypeDefinition type) =>
        type.Interfaces.Any(i => i.InterfaceType.Name == "IAsyncStateMachine");

    private static bool IsDelegateCache(string name) =>
        name.StartsWith("<>O", StringComparison.Ordinal)
        || (name.StartsWith("<>c", StringComparison.Ordinal) && !name.Contains("DisplayClass"));

    private static bool IsImmutableType(TypeReference type) =>
        type.IsPrimitive || ImmutableTypes.Contains(type.FullName) || type is TypeDefinition { IsEnum: true };

    /// <summary>The property's name for the field behind an auto-property.</summary>
    private static string Pretty(string name) =>
        name.StartsWith('<') && name.IndexOf('>') is > 1 and var end ? name[1..end] : name;
}
