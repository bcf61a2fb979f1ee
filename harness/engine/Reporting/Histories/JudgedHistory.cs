using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Reporting.Histories;

/// <summary>A history with its verdict, for a page.</summary>
/// <param name="Title">What the history is called: a file's path, a test's name.</param>
/// <param name="History">What was judged.</param>
/// <param name="Result">What it came to.</param>
internal sealed record JudgedHistory(string Title, History History, CheckResult Result);
