namespace Katas.Analyzers.Tests;

/// <summary>Which rule a class of tests is about: its methods are named after <em>reported</em> and <em>silent</em>.</summary>
/// <param name="id">The rule's id.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RuleAttribute(string id) : Attribute
{
    public string Id => id;
}
