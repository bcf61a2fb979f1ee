using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>
/// One spelling for an overload, whether a row or a call site names it: parameter types without namespaces, type
/// parameters by position, since a call site does not know their names.
/// </summary>
internal static partial class SurfaceKey
{
    /// <param name="member">A row's member, such as <c>Run&lt;TResult&gt;(Func&lt;TResult&gt;)</c>.</param>
    /// <param name="typeParameters">The names of the declaring type's parameters.</param>
    public static string Of(string member, IReadOnlyList<string> typeParameters)
    {
        var row = Row().Match(member);
        if (!row.Success)
            throw new FormatException($"'{member}' is no member");
        string[] own = row.Groups["own"].Success ? row.Groups["own"].Value.Split(',', StringSplitOptions.TrimEntries) : [];
        var parameters = Word().Replace(row.Groups["parameters"].Value, word => Position(word.Value, own, typeParameters));
        return Key(row.Groups["name"].Value, own.Length, parameters.Replace(" ", "", StringComparison.Ordinal));
    }

    public static string Of(MethodReference method)
    {
        var open = method.GetElementMethod();
        var parameters = string.Join(',', open.Parameters.Select(p => Spell(p.ParameterType)));
        return Key(open.Name, open.GenericParameters.Count, parameters);
    }

    /// <summary><c>System.Lazy`1</c> for <c>System.Lazy&lt;T&gt;</c>; a nested type stands behind a dot.</summary>
    public static string TypeName(string written) =>
        Generics().Replace(written, list => $"`{list.Value.Count(c => c == ',') + 1}");

    public static string TypeName(TypeReference type) =>
        type.GetElementType().FullName.Replace('/', '.');

    private static string Key(string name, int arity, string parameters) =>
        $"{name}{(arity > 0 ? $"`{arity}" : "")}({parameters})";

    private static string Position(string word, string[] own, IReadOnlyList<string> typeParameters)
    {
        if (Array.IndexOf(own, word) is >= 0 and var i)
            return $"!!{i}";
        for (var j = 0; j < typeParameters.Count; j++)
        {
            if (typeParameters[j] == word)
                return $"!{j}";
        }

        return word;
    }

    private static string Spell(TypeReference type) => type switch
    {
        GenericParameter p => $"{(p.Type == GenericParameterType.Method ? "!!" : "!")}{p.Position}",
        ByReferenceType r => $"ref{Spell(r.ElementType)}",
        ArrayType a => $"{Spell(a.ElementType)}[]",
        PointerType p => $"{Spell(p.ElementType)}*",
        IModifierType m => Spell(m.ElementType),
        GenericInstanceType g => $"{Simple(g.ElementType)}<{string.Join(',', g.GenericArguments.Select(Spell))}>",
        _ => Simple(type),
    };

    private static string Simple(TypeReference type) => type.Name.Split('`')[0];

    [GeneratedRegex(@"^(?<name>[.\w]+)(<(?<own>[^>]*)>)?\((?<parameters>.*)\)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Generics();
}
