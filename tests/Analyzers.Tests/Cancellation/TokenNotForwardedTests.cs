using Katas.Analyzers.Cancellation;
using Katas.Analyzers.CodeFixes.Cancellation;

namespace Katas.Analyzers.Tests.Cancellation;

[Rule("KATA0501")]
public sealed class TokenNotForwardedTests
{
    [TestCase("await [|Optional(1)|];")]
    [TestCase("await [|Overloaded(1)|];")]
    [TestCase("await [|TwoOptional()|];")]
    [TestCase("await [|Generic<int>(1)|];")]
    [TestCase("await [|this.Overloaded(1)|].ConfigureAwait(false);")]
    [TestCase("await [|gate.WaitAsync()|];")]
    [TestCase("[|gate.Wait()|];")]
    [TestCase("await [|gate.WaitAsync(100)|];")]
    [TestCase("await [|Task.Delay(100)|];")]
    [TestCase("await [|channel.Reader.ReadAsync()|];")]
    [TestCase("await foreach (var x in [|channel.Reader.ReadAllAsync()|]) { }")]
    [TestCase("_ = [|blocking.Take()|];")]
    [TestCase("await [|stream.ReadAsync(new byte[1], 0, 1)|];")]
    [TestCase("_ = await [|new StringReader(\"\").ReadLineAsync()|];")]
    [TestCase("await [|Parallel.ForEachAsync(new[] { 1 }, async (x, _) => await Task.Yield())|];")]
    [TestCase("await [|this.Extended(1)|];")]
    [TestCase("await Task.Run(async () => await [|Overloaded(1)|]);")]
    [TestCase("async Task Local(CancellationToken inner) => await [|Overloaded(1)|]; await Local(token);")]
    [TestCase("try { await [|Overloaded(1)|]; } finally { }")]
    [TestCase("try { } catch (IOException) { await [|Task.Delay(100)|]; }")]
    [TestCase("if (!token.CanBeCanceled) await [|Overloaded(1)|];")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<TokenNotForwarded>(Sample(statement));

    [TestCase("await Optional(1, token);")]
    [TestCase("await Overloaded(1, token);")]
    [TestCase("await Optional(1, CancellationToken.None);")]
    [TestCase("await Optional(1, default);")]
    [TestCase("await Overloaded(1, other.Token);")]
    [TestCase("await None(1);")]
    [TestCase("await Different(\"\");")]
    [TestCase("try { } finally { await Overloaded(1); }")]
    [TestCase("try { } catch { await Overloaded(1); }")]
    [TestCase("try { } catch (OperationCanceledException) { await Task.Delay(100); }")]
    [TestCase("if (token.IsCancellationRequested) await Overloaded(1);")]
    [TestCase("await foreach (var x in channel.Reader.ReadAllAsync().WithCancellation(token)) { }")]
    [TestCase("await Task.Run(() => 1);")]
    [TestCase("new Timer(_ => gate.Wait()).Dispose();")]
    [TestCase("await Task.Run(static () => new SemaphoreSlim(1).Wait());")]
    [TestCase("new TaskCompletionSource().TrySetCanceled();")]
    [TestCase("await Task.CompletedTask.ContinueWith(_ => { });")]
    [TestCase("Task.WaitAll(Task.CompletedTask, None(1));")]
    [TestCase("async Task Local() => await Overloaded(1); await Local();")]
    [TestCase("_ = nameof(Overloaded);")]
    [TestCase("System.Linq.Expressions.Expression<Func<Task>> described = () => Overloaded(1);")]
    [TestCase("await Old(1);")]
    [TestCase("Task<int> kept = Changed(1); await kept;")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<TokenNotForwarded>(Sample(statement));

    [TestCase("while (!_stop.IsCancellationRequested) await [|Task.Delay(100)|];")]
    [TestCase("while (!_stop.Token.IsCancellationRequested) { await Save(1); await [|_gate.WaitAsync()|]; }")]
    [TestCase("while (!Stopping.IsCancellationRequested && await [|_timer.WaitForNextTickAsync()|]) { }")]
    [TestCase("var token = _stop.Token; do { await [|Task.Delay(100)|]; } while (!token.IsCancellationRequested);")]
    public Task A_wait_in_a_loop_that_a_token_ends_is_reported(string statement) =>
        Analyzed.AssertAsync<TokenNotForwarded>(Looping(statement));

    [TestCase("while (!_stop.IsCancellationRequested) await Task.Delay(100, _stop.Token);")]
    [TestCase("while (!_stop.IsCancellationRequested) await Save(1);")]
    [TestCase("while (_n > 0) await Task.Delay(100);")]
    [TestCase("while (!_stop.IsCancellationRequested) _ = Task.Run(() => Task.Delay(100));")]
    [TestCase("while (true) { if (_stop.IsCancellationRequested) await Task.Delay(100); else break; }")]
    public Task What_is_no_wait_or_in_no_such_loop_is_silent(string statement) =>
        Analyzed.AssertAsync<TokenNotForwarded>(Looping(statement));

    [TestCase(
        "while (!_stop.IsCancellationRequested) await Task.Delay(100);",
        "while (!_stop.IsCancellationRequested) await Task.Delay(100, _stop.Token);")]
    [TestCase(
        "while (!Stopping.IsCancellationRequested && await _timer.WaitForNextTickAsync()) { }",
        "while (!Stopping.IsCancellationRequested && await _timer.WaitForNextTickAsync(Stopping)) { }")]
    public Task A_wait_in_a_loop_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<TokenNotForwarded, TokenNotForwardedFix>(Looping(bad), Looping(good), "KATA0501");

    private static string Looping(string statement) =>
        $$"""
        class Sample
        {
            private readonly CancellationTokenSource _stop = new();
            private readonly SemaphoreSlim _gate = new(1);
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
            private int _n;
            private CancellationToken Stopping => _stop.Token;
            private Task Save(int x, CancellationToken token = default) => Task.FromResult(_n += x);
            async Task Run() { {{statement}} await Task.Yield(); }
        }
        """;

    [Test]
    public Task An_overload_that_calls_the_other_is_silent() => Analyzed.AssertAsync<TokenNotForwarded>(
        """
        class Sample
        {
            public Task Run() => Task.CompletedTask;
            public Task Run(CancellationToken token) { token.ThrowIfCancellationRequested(); return Run(); }
        }
        """);

    [Test]
    public Task A_private_overload_of_another_type_is_silent() => Analyzed.AssertAsync<TokenNotForwarded>(
        """
        class Other { public Task Go() => Go(default); private Task Go(CancellationToken token) => Task.CompletedTask; }
        class Sample { public Task Run(Other other, CancellationToken token) => other.Go(); }
        """);

    [Test]
    public Task The_message_says_who_goes_on_waiting() => Analyzed.AssertAsync<TokenNotForwarded>(
        Sample("await [|Overloaded(1)|];"), message:
        "'Overloaded' is not given 'token': when that is cancelled, this call goes on, and so does whoever waits here; pass it,"
        + " or pass CancellationToken.None if the call must not be cut short");

    [TestCase("await Optional(1); await gate.WaitAsync();", "await Optional(1, token); await gate.WaitAsync(token);")]
    [TestCase("await TwoOptional();", "await TwoOptional(cancellation: token);")]
    [TestCase("await Optional(n: 1);", "await Optional(n: 1, cancellation: token);")]
    [TestCase("await this.Extended(1);", "await this.Extended(1, token);")]
    [TestCase(
        "await Parallel.ForEachAsync(new[] { 1 }, async (x, _) => await Task.Yield());",
        "await Parallel.ForEachAsync(new[] { 1 }, token, async (x, _) => await Task.Yield());")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<TokenNotForwarded, TokenNotForwardedFix>(Sample(bad), Sample(good), "KATA0501");

    [Test]
    public Task Which_of_two_tokens_is_meant_is_not_guessed() => Fixed.AssertNoneAsync<TokenNotForwarded, TokenNotForwardedFix>(
        "class Sample { Task Run(CancellationToken stop, CancellationToken abort) => Task.Delay(1); }", "KATA0501");

    private static string Sample(string statement) =>
        $$"""
        class Sample
        {
            Task Optional(int n, CancellationToken cancellation = default) => Task.CompletedTask;
            Task TwoOptional(int n = 0, CancellationToken cancellation = default) => Task.CompletedTask;
            public Task Overloaded(int n) => Task.CompletedTask;
            public Task Overloaded(int n, CancellationToken cancellation) => Task.CompletedTask;
            Task Generic<T>(T n) => Task.CompletedTask;
            Task Generic<T>(T n, CancellationToken cancellation) => Task.CompletedTask;
            Task None(int n) => Task.CompletedTask;
            Task Different(string n) => Task.CompletedTask;
            Task Different(int n, CancellationToken cancellation) => Task.CompletedTask;
            Task Old(int n) => Task.CompletedTask;
            [Obsolete("Gone.")] Task Old(int n, CancellationToken cancellation) => Task.CompletedTask;
            Task<int> Changed(int n) => Task.FromResult(n);
            ValueTask<int> Changed(int n, CancellationToken cancellation) => new(n);
            async Task Run(
                SemaphoreSlim gate, Channel<int> channel, BlockingCollection<int> blocking, Stream stream,
                CancellationTokenSource other, CancellationToken token) { await Task.Yield(); {{statement}} }
        }
        static class Extensions
        {
            public static Task Extended(this Sample sample, int n) => Task.CompletedTask;
            public static Task Extended(this Sample sample, int n, CancellationToken cancellation) => Task.CompletedTask;
        }
        """;
}
