using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>A gateway that writes down every charge, and answers as it is told.</summary>
/// <param name="answer">What it does with a number of cents; without it, it accepts everything.</param>
internal sealed class FakeGateway(Func<int, GatewayAnswer>? answer = null) : ICentsGateway
{
    private readonly Lock _gate = new();
    private readonly List<int> _charges = [];

    /// <summary>The cents of every call, in order, also of those it declined or failed.</summary>
    public IReadOnlyList<int> Charges
    {
        get { lock (_gate) return [.. _charges]; }
    }

    /// <summary>The receipt of a charge that was accepted when nothing else was agreed.</summary>
    public static Receipt ReceiptFor(int cents) => new(Accepts(cents).Text, cents / 100m);

    public GatewayAnswer Charge(int cents)
    {
        lock (_gate) _charges.Add(cents);
        return (answer ?? Accepts)(cents);
    }

    /// <summary>The answer when nothing else was agreed: yes, with the cents in the reference.</summary>
    public static GatewayAnswer Accepts(int cents) => new(Accepted: true, $"ref-{cents}");
}
