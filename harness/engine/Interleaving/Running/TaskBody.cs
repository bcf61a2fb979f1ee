using System.Collections.Concurrent;
using System.Reflection;
using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Makes the end of a task's body a step of its own: until then, others see a task that has not completed.</summary>
internal static class TaskBody
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Shapes = new();

    public static void Wrap(Task task, Site site)
    {
        ref var action = ref TaskFields.Action(task);
        if (action is null)
            return;
        var body = action;
        var wrapper = Shape(body.GetType());
        action = (Delegate)wrapper.Invoke(null, [body, (Action)(() => End(task, site))])!;
    }

    private static void End(Task task, Site site)
    {
        if (LogicalThread.Current is { } thread && !thread.Run.IsAborting)
            thread.Change(new Location(task, null), site, "ends");
    }

    private static MethodInfo Shape(Type type)
    {
        var arguments = type.GetGenericArguments();
        var isFunction = type.GetMethod("Invoke")!.ReturnType != typeof(void);
        var definition = Shapes.GetOrAdd(type.IsGenericType ? type.GetGenericTypeDefinition() : type, _ => typeof(TaskBody)
            .GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Single(m => m.Name == (isFunction ? nameof(Function) : nameof(Procedure))
                && m.GetGenericArguments().Length == arguments.Length));
        return definition.IsGenericMethodDefinition ? definition.MakeGenericMethod(arguments) : definition;
    }

    private static Action Procedure(Action body, Action end) => () =>
    {
        try { body(); }
        finally { end(); }
    };

    private static Action<T> Procedure<T>(Action<T> body, Action end) => a =>
    {
        try { body(a); }
        finally { end(); }
    };

    private static Action<T, U> Procedure<T, U>(Action<T, U> body, Action end) => (a, b) =>
    {
        try { body(a, b); }
        finally { end(); }
    };

    private static Func<R> Function<R>(Func<R> body, Action end) => () =>
    {
        try { return body(); }
        finally { end(); }
    };

    private static Func<T, R> Function<T, R>(Func<T, R> body, Action end) => a =>
    {
        try { return body(a); }
        finally { end(); }
    };

    private static Func<T, U, R> Function<T, U, R>(Func<T, U, R> body, Action end) => (a, b) =>
    {
        try { return body(a, b); }
        finally { end(); }
    };
}
