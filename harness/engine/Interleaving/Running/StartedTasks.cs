using System.Reflection;
using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>The tasks that the subject has started, and which of them it gave to its caller.</summary>
internal sealed class StartedTasks
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly FieldInfo Contingent = typeof(Task).GetField("m_contingentProperties", Hidden)!;
    private static readonly FieldInfo Holder = Contingent.FieldType.GetField("m_exceptionsHolder", Hidden | BindingFlags.Public)!;
    private static readonly FieldInfo IsHandled = Holder.FieldType.GetField("m_isHandled", Hidden)!;

    private readonly List<StartedTask> _tasks = [];
    private readonly Dictionary<Task, Site> _sites = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Task> _handedOut = new(ReferenceEqualityComparer.Instance);

    /// <summary>Says which call made a task that will start later.</summary>
    public void Name(Task task, Site site) => _sites[task] = site;

    /// <summary>Notes a task that starts now.</summary>
    public StartedTask Add(LogicalThread thread, Task task) =>
        Add(task, _sites.GetValueOrDefault(task) ?? thread.Starting ?? Site.None);

    public StartedTask Add(Task task, Site site)
    {
        var started = new StartedTask(task, site);
        _tasks.Add(started);
        return started;
    }

    /// <summary>The task went to the caller of the subject; whether it failed is the caller's business.</summary>
    public void HandOut(Task task) => _handedOut.Add(task);

    /// <summary>The tasks that failed, whose exception nobody has seen, in the order in which they were started.</summary>
    public IEnumerable<StartedTask> Unobserved() => _tasks.Where(t =>
        t.Task.IsFaulted && !_handedOut.Contains(t.Task) && !WasSeen(t.Task));

    private static bool WasSeen(Task task) =>
        Contingent.GetValue(task) is not { } properties || Holder.GetValue(properties) is not { } holder
        || IsHandled.GetValue(holder) is true;
}

/// <summary>A task that the subject started.</summary>
/// <param name="Task">The task.</param>
/// <param name="Site">Where it was started, or where it failed if it is an asynchronous method's.</param>
internal sealed record StartedTask(Task Task, Site Site)
{
    /// <summary>Heads the column of the thread that runs it.</summary>
    public string Name => Site.IsNone ? "task" : Site.Name;
}
