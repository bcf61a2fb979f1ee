using Katas.Concurrency;

namespace Katas.Specs.Concurrency;

/// <summary>What clients ask of a bank whose accounts are numbered from 1.</summary>
internal abstract record BankCall
{
    /// <summary>The answer of a transfer that was carried out.</summary>
    public const string Done = "done";

    /// <summary>The answer of a transfer for which there was not enough.</summary>
    public const string Insufficient = "insufficient funds";

    /// <summary>The answer of a call that gave up waiting.</summary>
    public const string TimedOut = "timed out";

    public sealed record Transfer(long From, long To, long Cents) : BankCall
    {
        public override string ToString() => $"Transfer({From}, {To}, {Cents})";
    }

    public sealed record Balance(long Account) : BankCall
    {
        public override string ToString() => $"Balance({Account})";
    }

    public sealed record Total : BankCall
    {
        public override string ToString() => "Total()";
    }
}

/// <summary>The calls of a recorded client, and refusals as answers.</summary>
internal static class BankClients
{
    public static string Transfer(this Client<IBank> client, long from, long to, long cents) =>
        client.Call(new BankCall.Transfer(from, to, cents), bank => Answer(bank, from, to, cents));

    public static long Balance(this Client<IBank> client, long account) =>
        client.Call(new BankCall.Balance(account), bank => bank.Balance(account));

    public static long Total(this Client<IBank> client) => client.Call(new BankCall.Total(), bank => bank.Total());

    /// <summary>How a transfer ends. Any other exception goes on.</summary>
    public static string Answer(this IBank bank, long from, long to, long cents)
    {
        try
        {
            bank.Transfer(from, to, cents);
            return BankCall.Done;
        }
        catch (InsufficientFundsException)
        {
            return BankCall.Insufficient;
        }
        catch (TimeoutException)
        {
            return BankCall.TimedOut;
        }
    }
}
