using Mono.Cecil;
using Mono.Cecil.Cil;
using CilCode = Mono.Cecil.Cil.Code;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>Tells by its parameters whether a call goes through a door.</summary>
internal static class DoorMatch
{
    private const int ContinueOnCapturedContext = 1;

    public static bool Fits(Door door, MethodReference called, Instruction call) => door.Calls switch
    {
        DoorCalls.WithoutProvider => !HasProvider(called),
        DoorCalls.TimeoutWithoutProvider => HasTimeout(called) && !HasProvider(called),
        DoorCalls.TokenOnly => called.Parameters.Count == 1 && !HasTimeout(called),
        DoorCalls.NoArguments => called.Parameters.Count == 0,
        DoorCalls.FalseArgument => !IsConfiguredToStay(called, call.Previous),
        _ => true,
    };

    public static bool HasProvider(MethodReference called) =>
        called.Parameters.Any(parameter => parameter.ParameterType.FullName == "System.TimeProvider");

    private static bool HasTimeout(MethodReference called) =>
        called.Parameters.Any(parameter => parameter.ParameterType.FullName is "System.Int32" or "System.TimeSpan");

    /// <summary>Whether the constant before the call says to go on in the captured context.</summary>
    private static bool IsConfiguredToStay(MethodReference called, Instruction? argument)
    {
        if (Constant(argument) is not { } value) return false;
        var mask = called.Parameters[^1].ParameterType.FullName == "System.Boolean" ? -1 : ContinueOnCapturedContext;
        return (value & mask) != 0;
    }

    private static int? Constant(Instruction? load) => load?.OpCode.Code switch
    {
        CilCode.Ldc_I4_S => (sbyte)load.Operand,
        CilCode.Ldc_I4 => (int)load.Operand,
        >= CilCode.Ldc_I4_0 and <= CilCode.Ldc_I4_8 => load.OpCode.Code - CilCode.Ldc_I4_0,
        _ => null,
    };
}
