using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Types of fields and parameters as the accessing method sees them, generic arguments filled in.</summary>
internal static class Inflation
{
    public static TypeReference TypeOf(FieldReference field) =>
        Inflate(field.FieldType, field.DeclaringType as GenericInstanceType, null);

    public static TypeReference TypeOf(ParameterDefinition parameter, MethodReference method) =>
        Inflate(parameter.ParameterType, method.DeclaringType as GenericInstanceType, method as GenericInstanceMethod);

    /// <summary>Whether a value of the type can be handed to a generic hook.</summary>
    public static bool CanBeGenericArgument(TypeReference type) =>
        !type.IsPointer && !type.IsByReference && type is not FunctionPointerType
        && type.MetadataType != MetadataType.TypedByReference;

    private static TypeReference Inflate(
        TypeReference type, GenericInstanceType? declaring, GenericInstanceMethod? method) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } parameter when declaring is not null =>
            declaring.GenericArguments[parameter.Position],
        GenericParameter { Type: GenericParameterType.Method } parameter when method is not null =>
            method.GenericArguments[parameter.Position],
        // "volatile int" is stored as "int with a required modifier", which is no type of a local variable.
        RequiredModifierType modified => Inflate(modified.ElementType, declaring, method),
        OptionalModifierType modified => Inflate(modified.ElementType, declaring, method),
        ArrayType array => new ArrayType(Inflate(array.ElementType, declaring, method), array.Rank),
        ByReferenceType reference => new ByReferenceType(Inflate(reference.ElementType, declaring, method)),
        GenericInstanceType generic => Instance(generic, declaring, method),
        _ => type,
    };

    private static GenericInstanceType Instance(
        GenericInstanceType generic, GenericInstanceType? declaring, GenericInstanceMethod? method)
    {
        var instance = new GenericInstanceType(generic.ElementType);
        foreach (var argument in generic.GenericArguments)
            instance.GenericArguments.Add(Inflate(argument, declaring, method));
        return instance;
    }
}
