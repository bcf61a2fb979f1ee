namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>How the explorer stands to a public member of the framework.</summary>
internal enum SurfaceClass
{
    /// <summary>A hook takes the call's place, so that the explorer decides when it goes on.</summary>
    Controlled,

    /// <summary>A hook is being written; until it is there the call counts as uncontrolled.</summary>
    Planned,

    /// <summary>It neither blocks nor starts work nor reads time: it runs as one step of its thread.</summary>
    HarmlessInside,

    /// <summary>It blocks, starts work or reads time where the explorer cannot see it: named with its line.</summary>
    Uncontrolled,
}
