using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>Grades subjects in child processes: whatever a subject does, every test gets a verdict, in bounded time.</summary>
/// <remarks>
/// One grading at a time. A host serves request after request and stays warm; it is replaced when a subject spoilt it.
/// </remarks>
/// <param name="root">The repository's root folder.</param>
/// <param name="hostFile">The host's assembly; <see langword="null"/>: the one beside this program.</param>
public sealed class Grader(string root, string? hostFile = null) : IGrader
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Longer than the host's own watchdog ever takes: this is the net below the net.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(180);

    private readonly string _hostFile = hostFile ?? Path.Combine(AppContext.BaseDirectory, "Katas.Host.dll");
    private HostProcess? _warm;

    /// <summary>Starts a host ahead of the first request.</summary>
    /// <param name="idle">No request is at hand: the host may use the time to load the compiler.</param>
    public void WarmUp(bool idle = false) => _warm ??= new HostProcess(_hostFile, root, idle);

    /// <summary>Grades.</summary>
    /// <param name="request">What to grade.</param>
    /// <param name="progress">Is told of each test as it ends; may be <see langword="null"/>.</param>
    /// <param name="last">No further request will follow: wait for threads that the subject left behind.</param>
    /// <param name="cancellation">Stops the grading and its host.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<GradeReport> GradeAsync(
        GradeRequest request,
        Action<TestReport>? progress = null,
        bool last = false,
        CancellationToken cancellation = default)
    {
        var ledger = new GradeLedger(request, progress);
        while (!ledger.IsComplete)
        {
            WarmUp();
            var host = _warm!;
            var survived = false;
            try
            {
                survived = await RunOnceAsync(host, ledger, cancellation).ConfigureAwait(false);
                ledger.Print(await host.PrintedAsync().ConfigureAwait(false));
                if (survived && last) await WaitForLeftoversAsync(host, ledger).ConfigureAwait(false);
            }
            finally
            {
                if (!survived || last || ledger.IsSpoilt) Discard();
            }
        }

        if (!last) WarmUp(idle: true);
        return ledger.Report();
    }

    /// <inheritdoc/>
    public async Task<MutantsFound> FindMutantsAsync(MutantRequest request, CancellationToken cancellation = default)
    {
        WarmUp();
        _warm!.Send(request);
        var answer = await _warm.NextAsync(cancellation).ConfigureAwait(false);
        await _warm.PrintedAsync().ConfigureAwait(false);
        return answer switch
        {
            MutantsFound found => found,
            Compiled { Diagnostics: [var error, ..] } => throw new SubjectBrokenException(
                $"It does not compile, so there is nothing to mutate: {error.Show(root)}"),
            CannotGrade cannot => throw new SubjectBrokenException(cannot.Text),
            _ => throw new InvalidOperationException($"The grading host answered a request for mutants with {answer}."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Discard();

    private void Discard()
    {
        _warm?.Dispose();
        _warm = null;
    }

    /// <summary>Whether the host lives on.</summary>
    private static async Task<bool> RunOnceAsync(HostProcess host, GradeLedger ledger, CancellationToken cancellation)
    {
        try
        {
            host.Send(ledger.Remaining());
            while (true)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(Silence);
                var happened = await host.NextAsync(limit.Token).ConfigureAwait(false);
                if (happened is null) break;
                if (ledger.Enter(happened)) return true;
            }

            ledger.EnterDeath(await host.CauseOfDeathAsync().ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ledger.EnterDeath((Breakage.Hung, $"It hung: nothing was heard of it for {Silence.TotalSeconds:0} s."));
        }
        catch (IOException)
        {
            ledger.EnterDeath(await host.CauseOfDeathAsync().ConfigureAwait(false));
        }

        return false;
    }

    private static async Task WaitForLeftoversAsync(HostProcess host, GradeLedger ledger)
    {
        foreach (var late in await host.CloseAsync(Grace).ConfigureAwait(false)) ledger.Enter(late);
    }
}
