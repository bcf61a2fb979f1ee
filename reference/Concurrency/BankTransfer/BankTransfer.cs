namespace Katas.Concurrency;

/// <summary>A lock for each account, and one order for all locks: the smaller account number first.</summary>
/// <remarks>
/// Whoever waits for an account holds only smaller ones, so transfers and totals cannot wait in a circle. Whoever runs in
/// <see cref="Freeze"/> may hold a large one and ask for a small one: against that only the limit helps. A call therefore
/// takes all the locks that it needs before it changes anything.
/// </remarks>
public sealed class BankTransfer : IBank
{
    private readonly SortedDictionary<long, Account> _accounts = [];
    private readonly TimeSpan _lockTimeout;

    /// <inheritdoc cref="NewBank"/>
    public BankTransfer(IReadOnlyDictionary<long, long> opening, TimeSpan lockTimeout)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentOutOfRangeException.ThrowIfLessThan(lockTimeout, TimeSpan.Zero);
        _lockTimeout = lockTimeout;
        var room = long.MaxValue;
        foreach (var (number, cents) in opening)
        {
            if (cents < 0 || cents > room) throw new ArgumentOutOfRangeException(nameof(opening), cents, "Bad balance.");
            room -= cents;
            _accounts.Add(number, new Account(number) { Cents = cents });
        }
    }

    /// <inheritdoc/>
    public long Balance(long account) => Holding([_accounts[account]], held => held[0].Cents);

    /// <inheritdoc/>
    public long Total() => Holding([.. _accounts.Values], held => held.Sum(account => account.Cents));

    /// <inheritdoc/>
    public void Transfer(long from, long to, long cents)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cents);
        var (payer, receiver) = (_accounts[from], _accounts[to]);
        Account[] both = from < to ? [payer, receiver] : [receiver, payer];
        Holding(both, _ =>
        {
            if (payer.Cents < cents) throw new InsufficientFundsException(from);
            // One after the other on the objects themselves, so that a transfer to the same account ends where it began.
            // The sum of all fits into a long, so what one of them can pay, any other can receive.
            payer.Cents -= cents;
            receiver.Cents += cents;
            return true;
        });
    }

    /// <inheritdoc/>
    public void Freeze(long account, Action<long> whileFrozen)
    {
        ArgumentNullException.ThrowIfNull(whileFrozen);
        Holding([_accounts[account]], held =>
        {
            whileFrozen(held[0].Cents);
            return true;
        });
    }

    /// <summary>Takes the locks of the accounts, in the order given, does something, and gives back those it has.</summary>
    private T Holding<T>(Account[] accounts, Func<Account[], T> work)
    {
        var taken = 0;
        try
        {
            foreach (var account in accounts)
            {
                if (!account.Gate.TryEnter(_lockTimeout)) throw new TimeoutException($"Account {account.Number} is in use.");
                taken++;
            }

            return work(accounts);
        }
        finally
        {
            for (; taken > 0; taken--) accounts[taken - 1].Gate.Exit();
        }
    }

    private sealed class Account(long number)
    {
        public long Number { get; } = number;

        public Lock Gate { get; } = new();

        /// <summary>Read and written by whoever holds <see cref="Gate"/>.</summary>
        public long Cents { get; set; }
    }
}
