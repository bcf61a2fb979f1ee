using System.Reflection;
using Katas.Engine.Reporting;

namespace Katas.Engine.Specs;

/// <summary>Stands between a spec and its subject, and writes down every call: the table of a failure comes from here.</summary>
internal class CallRecorder : DispatchProxy
{
    private object _target = null!;
    private CallLog _log = null!;

    /// <summary>A recorded view of <paramref name="target"/>; what is not an interface is returned as it is.</summary>
    public static TContract Wrap<TContract>(TContract target, CallLog log) where TContract : class
    {
        if (!typeof(TContract).IsInterface) return target;
        var proxy = Create<TContract, CallRecorder>();
        var recorder = (CallRecorder)(object)proxy;
        (recorder._target, recorder._log) = (target, log);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var call = _log.Begin(Show.Call(targetMethod!, args ?? []));
        try
        {
            var result = targetMethod!.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, args, null);
            call.Return(targetMethod.ReturnType == typeof(void) ? Show.Nothing : result);
            return result;
        }
        catch (Exception e)
        {
            call.Return(e);
            throw;
        }
    }
}
