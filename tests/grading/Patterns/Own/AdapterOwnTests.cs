using Katas.Engine.Specs;

namespace Katas.Grading.Patterns;

/// <summary>Your own tests of Adapter. The one that stands is an example.</summary>
public abstract class AdapterOwnTests(Subject subject) : KataSpec<IPaymentProcessor>(subject)
{
    [Test, Stage(1)]
    public void An_amount_is_charged_in_cents()
    {
        var till = new Till();
        New(till).Pay(12.34m);
        Expect(till.Charged, 1234, "twelve dollars and 34 cents are 1234 cents");
    }

    private IPaymentProcessor New(ICentsGateway gateway) => Make<NewPaymentProcessor>(create => create(gateway));

    /// <summary>A gateway that accepts everything and remembers the last amount.</summary>
    private sealed class Till : ICentsGateway
    {
        public int Charged { get; private set; }

        public GatewayAnswer Charge(int cents)
        {
            Charged = cents;
            return new GatewayAnswer(true, "receipt 1");
        }
    }
}
