using System;
using System.Runtime.CompilerServices;

namespace Katas.Analyzers;

/// <summary>Keeps the rules from going deeper into nested code than the stack reaches.</summary>
/// <remarks>
/// A sum of 20 000 terms is nested 20 000 deep. The compiler has its own way through it; a walk that calls itself for each term
/// would end the compiler's process, which nothing can catch.
/// </remarks>
internal static class Nesting
{
    /// <summary>Stands at the head of whatever calls itself for the code within.</summary>
    /// <exception cref="InsufficientExecutionStackException">It goes too deep: <see cref="Within"/> ends the look.</exception>
    public static void Deeper() => RuntimeHelpers.EnsureSufficientExecutionStack();

    /// <summary>Looks at code, and reports no more about it where it is nested too deep.</summary>
    public static void Within(Action look)
    {
        try
        {
            look();
        }
        catch (InsufficientExecutionStackException)
        {
            // Nobody reads such code, so nobody misses a report.
        }
    }
}
