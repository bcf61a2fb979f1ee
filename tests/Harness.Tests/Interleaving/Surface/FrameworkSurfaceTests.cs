using System.Reflection;
using Katas.Engine.Interleaving.Rewriting;
using Mono.Cecil;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>The tables of the framework's surface and the framework that runs here say the same.</summary>
/// <remarks>
/// An update of the framework makes these tests fail until somebody has thought about each new member: a tool for such
/// tests was once caught out when <see cref="Task.WaitAll(ReadOnlySpan{Task})"/> appeared.
/// </remarks>
internal sealed class FrameworkSurfaceTests
{
    [Test]
    public void Every_public_member_that_can_wait_has_a_class() => Assert.That(Unclassified(), Is.Empty);

    [Test]
    public void Every_row_stands_for_a_member_that_exists()
    {
        var types = RuntimeMembers.Types.ToDictionary(type => SurfaceKey.TypeName(RuntimeMembers.Heading(type)));
        var lost = FrameworkSurface.Types.Where(rows => !types.ContainsKey(rows.Name)).Select(rows => rows.Name)
            .Concat(FrameworkSurface.Types.Where(rows => types.ContainsKey(rows.Name))
                .SelectMany(rows => Lost(rows, types[rows.Name])));
        Assert.That(lost, Is.Empty);
    }

    [Test]
    public void Every_namespace_exists() => Assert.That(
        FrameworkSurface.Namespaces, Is.SubsetOf(RuntimeMembers.Types.Select(type => type.Namespace).Distinct()));

    [Test]
    public void What_is_controlled_has_a_hook() => Assert.That(
        Classified().Where(m => m.Class == SurfaceClass.Controlled && !HasHook(m.Member)).Select(m => Name(m.Member)),
        Is.Empty);

    [Test]
    public void What_has_a_hook_is_controlled() => Assert.That(
        Classified().Where(m => m.Class is SurfaceClass.HarmlessInside or SurfaceClass.Uncontrolled && HasHook(m.Member))
            .Select(m => Name(m.Member)),
        Is.Empty);

    /// <summary>A star over a namespace's type would take in whatever the next framework adds to it.</summary>
    [Test]
    public void A_star_in_a_whole_type_is_its_only_row() => Assert.That(
        FrameworkSurface.Types.Where(t => t.IsWhole && t.Rows.Count > 1 && t.Rows.Any(r => r.IsPattern))
            .Select(t => t.Name),
        Is.Empty);

    /// <summary>Rows and call sites are spelled by different readers, which must spell alike.</summary>
    [Test]
    public void A_call_of_each_member_is_classified_as_its_row_says()
    {
        using var module = ModuleDefinition.CreateModule("calls", ModuleKind.Dll);
        Assert.That(
            Classified().Where(m => m.Member.Name is not ("Equals" or "GetType"))
                .Where(m => FrameworkSurface.Classify(module.ImportReference(m.Member)) != m.Class)
                .Select(m => Name(m.Member)),
            Is.Empty);
    }

    [Test]
    public void The_tests_see_the_members_that_matter() => Assert.That(
        Classified().Select(m => Name(m.Member)), Is.SupersetOf(
        [
            "System.Threading.Tasks.Task WaitAll(ReadOnlySpan<Task>)", "System.Threading.Lock.Scope Dispose()",
            "System.Threading.Channels.ChannelReader<T> WaitToReadAsync(CancellationToken)",
            "System.Threading.Monitor TryEnter(Object, ref Boolean)", "System.Lazy<T> get_Value()",
            "System.Collections.Concurrent.ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> "
            + "TryAdd(TAlternateKey, TValue)",
        ]));

    /// <summary>What a later framework brings counts as uncontrolled; what a learner writes does not.</summary>
    [TestCase("System.Threading.Tasks", "Task", typeof(void), SurfaceClass.Uncontrolled)]
    [TestCase("System.Threading", "Turnstile", typeof(void), SurfaceClass.Uncontrolled)]
    [TestCase("System.IO", "Tape", typeof(Task<int>), SurfaceClass.Uncontrolled)]
    [TestCase("System.IO", "Tape", typeof(int), SurfaceClass.HarmlessInside)]
    [TestCase("Katas", "Turnstile", typeof(Task), SurfaceClass.HarmlessInside)]
    public void A_member_that_no_table_knows(string space, string type, Type returns, SurfaceClass expected)
    {
        using var module = ModuleDefinition.CreateModule("calls", ModuleKind.Dll);
        var declaring = new TypeReference(space, type, module, module.TypeSystem.CoreLibrary);
        var call = new MethodReference("PassSomehow", module.ImportReference(returns), declaring);

        Assert.That(FrameworkSurface.Classify(call), Is.EqualTo(expected));
    }

    [TestCase("namespace", "'namespace' is one word")]
    [TestCase("class System.X", "'class System.X' is no heading, or stands there twice")]
    [TestCase("    Harmful  Wait()", "'Harmful  Wait()' begins with no class")]
    public void A_line_that_is_none_is_refused(string line, string says) => Assert.That(
        () => SurfaceTables.Parse([line]), Throws.TypeOf<FormatException>().With.Message.EqualTo(says));

    private static IEnumerable<string> Unclassified() =>
        from type in RuntimeMembers.Types
        let rows = FrameworkSurface.Find(SurfaceKey.TypeName(RuntimeMembers.Heading(type)))
        let isWhole = rows is { IsWhole: true } || FrameworkSurface.Namespaces.Contains(type.Namespace)
        from member in RuntimeMembers.Of(type)
        where (isWhole || RuntimeMembers.Waits(member)) && ClassOf(rows, type, member) is null
        select Name(member);

    private static IEnumerable<(MethodBase Member, SurfaceClass Class)> Classified() =>
        from type in RuntimeMembers.Types
        let rows = FrameworkSurface.Find(SurfaceKey.TypeName(RuntimeMembers.Heading(type)))
        where rows is not null
        from member in RuntimeMembers.Of(type)
        let found = ClassOf(rows, type, member)
        where found is not null
        select (member, found.Value);

    private static IEnumerable<string> Lost(SurfaceType rows, Type type)
    {
        var members = RuntimeMembers.Of(type).Select(member => Key(type, member)).ToHashSet();
        return rows.Rows
            .Where(row => row.IsPattern
                ? !members.Any(key => row.Matches(key[..key.IndexOfAny(['`', '('])]))
                : !members.Contains(SurfaceKey.Of(row.Member, rows.Parameters)))
            .Select(row => $"{rows.Name} {row.Member}");
    }

    private static SurfaceClass? ClassOf(SurfaceType? rows, Type type, MethodBase member) => rows?.Find(Key(type, member));

    private static string Key(Type type, MethodBase member) =>
        SurfaceKey.Of(RuntimeMembers.Row(member), [.. type.GetGenericArguments().Select(p => p.Name)]);

    private static bool HasHook(MethodBase member) => IsAnnounced(member) || Replacements.All.Any(hook =>
        Replacements.Original(hook) is { } original && original.HasSameMetadataDefinitionAs(member));

    /// <summary>What starts a task stays as it is: the task comes to the scheduler of the schedule.</summary>
    private static bool IsAnnounced(MethodBase member)
    {
        using var module = ModuleDefinition.CreateModule("calls", ModuleKind.Dll);
        return TaskRewriter.Starts(module.ImportReference(member));
    }

    private static string Name(MethodBase member) =>
        $"{RuntimeMembers.Heading(member.DeclaringType!)} {RuntimeMembers.Row(member)}";
}
