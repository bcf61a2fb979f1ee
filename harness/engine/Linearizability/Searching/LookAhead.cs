namespace Katas.Engine.Linearizability.Searching;

/// <summary>Tells early that the next observer will never see what it saw.</summary>
internal sealed class LookAhead
{
    public static LookAhead? For(Problem problem) => null;

    public bool MayGoOn<TMask>(OpenOperations open, in TMask done, int state) where TMask : struct, IMask<TMask> => true;
}
