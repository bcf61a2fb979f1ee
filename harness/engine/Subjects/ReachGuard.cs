using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Katas.Engine.Subjects;

/// <summary>Refuses a solution that could look into its grader: the doors of reflection are found in its metadata.</summary>
/// <remarks>
/// A solution is compiled against the framework and its contract only, so reflection is its one way to anything else.
/// Plain uses stay allowed: <c>typeof</c>, <c>GetType().Name</c>, <c>new T()</c>.
/// </remarks>
internal static class ReachGuard
{
    private const string Everything = "*";

    private static readonly Dictionary<string, string[]> Doors = new()
    {
        ["System.AppDomain"] = [Everything],
        ["System.Reflection.Assembly"] = [Everything],
        ["System.Runtime.Loader.AssemblyLoadContext"] = [Everything],
        ["System.Runtime.CompilerServices.UnsafeAccessorAttribute"] = [Everything],
        ["System.Diagnostics.StackFrame"] = ["GetMethod"],
        ["System.Reflection.MethodBase"] = ["Invoke"],
        ["System.Reflection.FieldInfo"] = ["GetValue", "SetValue"],
        ["System.Reflection.PropertyInfo"] = ["GetValue", "SetValue"],
        ["System.Type"] =
        [
            "GetType", "get_Assembly", "get_Module", "GetMethod", "GetMethods", "GetField", "GetFields",
            "GetProperty", "GetProperties", "GetMember", "GetMembers", "GetConstructor", "GetConstructors", "InvokeMember",
        ],
    };

    /// <summary>The first such door that the image uses, such as <c>Type.GetMethod</c>; else <see langword="null"/>.</summary>
    public static string? Find(SubjectImage image)
    {
        using var file = new PEReader(ImmutableArray.Create(image.Assembly.Span));
        var metadata = file.GetMetadataReader();
        return metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (
                Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent),
                Member: metadata.GetString(member.Name)))
            .Where(used => IsDoor(FullName(metadata, used.Type), used.Member))
            .Select(used => $"{metadata.GetString(used.Type.Name)}.{used.Member}")
            .FirstOrDefault();
    }

    private static bool IsDoor(string type, string member) =>
        Doors.TryGetValue(type, out var members) && (members is [Everything] || members.Contains(member));

    private static string FullName(MetadataReader metadata, TypeReference type) =>
        $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
