namespace Katas.Analyzers.Tests.Sharing;

/// <summary>A class with one number, to which the cases of several rules add what they do to it.</summary>
internal static class NumberSample
{
    public static string With(string members) =>
        $$"""
        #pragma warning disable CS4014
        class Part { public int X; }
        class Sample
        {
            private int _n;
            {{members}}
            private int Number() => _n;
        }
        """;
}
