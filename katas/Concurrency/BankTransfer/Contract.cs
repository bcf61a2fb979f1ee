namespace Katas.Concurrency;

/// <summary>Accounts, and money that moves between them. Nothing is made or lost.</summary>
/// <remarks>
/// <para>Every member may be called from any number of threads at the same time. Each transfer happens in one step: nobody
/// sees money that has left one account and not yet reached the other, in one balance after another or in the total.</para>
/// <para>A frozen account keeps nobody waiting who uses other accounts. Calls for the same account wait for each other, for
/// the bank's limit at most. Transfers, balances and totals never keep each other waiting for good, however they meet: a
/// <see cref="TimeoutException"/> means that an account stayed frozen.</para>
/// </remarks>
public interface IBank
{
    /// <summary>What an account holds, in cents.</summary>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="TimeoutException">The account stayed frozen.</exception>
    long Balance(long account);

    /// <summary>What all accounts hold together at one moment, in cents.</summary>
    /// <exception cref="TimeoutException">An account stayed frozen.</exception>
    long Total();

    /// <summary>Moves money. Whatever it throws, nothing has moved.</summary>
    /// <remarks>
    /// From an account to itself it is checked like any other transfer, and changes nothing. The arguments are checked before
    /// anything is waited for.
    /// </remarks>
    /// <param name="from">The account that pays.</param>
    /// <param name="to">The account that receives.</param>
    /// <param name="cents">How much; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cents"/> is zero or negative.</exception>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="InsufficientFundsException">The account that pays holds less.</exception>
    /// <exception cref="TimeoutException">One of the two accounts stayed frozen.</exception>
    void Transfer(long from, long to, long cents);

    /// <summary>Runs somebody else's code while nothing can enter or leave an account.</summary>
    /// <remarks>
    /// The account is free again when that code ends, also by an exception, which reaches the caller. The code may call the
    /// bank; what calls for the frozen account itself do then, on that thread, is not specified.
    /// </remarks>
    /// <param name="account">The account.</param>
    /// <param name="whileFrozen">The code; it is given the balance in cents.</param>
    /// <exception cref="ArgumentNullException"><paramref name="whileFrozen"/> is <see langword="null"/>.</exception>
    /// <exception cref="KeyNotFoundException">There is no such account.</exception>
    /// <exception cref="TimeoutException">The account stayed frozen by somebody else; the code did not run.</exception>
    void Freeze(long account, Action<long> whileFrozen);
}

/// <summary>The account that pays holds less than the transfer needs.</summary>
/// <param name="account">The account.</param>
public sealed class InsufficientFundsException(long account) : Exception($"Account {account} does not hold enough.")
{
    /// <summary>The account.</summary>
    public long Account { get; } = account;
}

/// <summary>How the spec makes a bank: your class needs a public constructor of this shape.</summary>
/// <param name="opening">The accounts by number, which is positive, and what each holds in cents. The bank keeps a copy.</param>
/// <param name="lockTimeout">
/// How long a call waits each time it finds an account in use; zero: it does not wait, for a transfer either.
/// </param>
/// <exception cref="ArgumentNullException"><paramref name="opening"/> is <see langword="null"/>.</exception>
/// <exception cref="ArgumentOutOfRangeException">
/// A balance is negative, the balances together do not fit into a <see cref="long"/>, or the limit is negative.
/// </exception>
public delegate IBank NewBank(IReadOnlyDictionary<long, long> opening, TimeSpan lockTimeout);
