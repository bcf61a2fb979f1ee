using System.Reflection;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Finds the member because of which two values of one content are not equal.</summary>
internal static class ContentBlame
{
    /// <summary>As the end of a sentence: <c>, because of Votes, a List</c>; empty if no member is to blame.</summary>
    public static string For(object one, object other)
    {
        foreach (var field in one.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            var (a, b) = (field.GetValue(one), field.GetValue(other));
            if (Equals(a, b) || a is null || b is null) continue;
            return $", because of {Name(field)}, a {a.GetType().Name.Split('`')[0]}";
        }

        return "";
    }

    /// <summary>Of an automatic property the property's.</summary>
    private static string Name(FieldInfo field) =>
        field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
