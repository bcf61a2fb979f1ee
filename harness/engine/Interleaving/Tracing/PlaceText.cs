using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Names places: <c>_balance</c>, <c>_accounts[0]._balance</c>, <c>Node#1.Next</c>.</summary>
internal static class PlaceText
{
    public static string Of(Location location, ObjectNames names)
    {
        var owner = location.Owner;
        if (!location.IsKnown)
            return "through a reference";
        if (location.Index >= 0)
            return $"{names.Of(owner)}[{location.Index}]";
        if (location.Part is null or Wait.Pulse or Wait.Scoped)
            return names.Of(owner);
        var field = location.Part[(location.Part.LastIndexOf('.') + 1)..];
        var isBare = owner is null || names.IsRoot(owner) || owner.GetType().Name.Contains("DisplayClass");
        return isBare ? field : $"{names.Of(owner)}.{field}";
    }
}
