using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers;

/// <summary>The call or name that an expression is about.</summary>
internal static class Unwrapped
{
    /// <summary>An expression without the conversions, the parentheses and the waiting around it.</summary>
    public static IOperation Of(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    value = awaited.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult",
                    Instance: { } task }:
                    value = task;
                    break;
                default:
                    return value;
            }
        }
    }
}
