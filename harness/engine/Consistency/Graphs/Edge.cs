namespace Katas.Engine.Consistency.Graphs;

/// <summary>An edge between numbered nodes. The details are for whoever built the graph, to say why it is there.</summary>
internal readonly record struct Edge(int From, int To, DependencyKind Kind, int First = 0, int Second = 0);
