using Katas.Engine.Mutation.Operators;

namespace Katas.Harness.Tests.Mutation;

/// <summary>Awaiting, cancellation, and what is caught.</summary>
public sealed class TaskOperatorTests
{
    [TestCase("Task G() => Task.CompletedTask; async Task F() { await G(); }", "async Task F() { _ = G(); }")]
    [TestCase(
        "Task G() => Task.CompletedTask; async Task F() { await G().ConfigureAwait(false); }",
        "async Task F() { _ = G(); }")]
    [TestCase("Task G() => Task.CompletedTask; async Task F() => await G();", "async Task F() => _ = G();")]
    [TestCase("ValueTask<int> G() => default; async Task F() { await G(); }", "async Task F() { _ = G(); }")]
    [TestCase(
        "Task G() => Task.CompletedTask; Func<int, Task> F() => async _ => { await G(); };",
        "Func<int, Task> F() => async _ => { G(); };")]
    [TestCase("Task g = Task.CompletedTask; async Task F() { await g; }", "async Task F() { _ = g; }")]
    public void A_task_is_not_awaited(string before, string after) =>
        Assert.That(PlantedText.In(new DropAwait(), before), Is.EqualTo(new[] { before[..(before.IndexOf(';') + 2)] + after }));

    [TestCase("async Task F() { await Task.Yield(); }")]
    [TestCase("async Task<int> F(Task<int> t) { var n = await t; return n; }")]
    [TestCase("async Task<int> F(Task<int> t) => await t;")]
    [TestCase("async Task F(IAsyncDisposable d) { await using var x = d; }")]
    public void What_is_needed_is_awaited(string source) => Assert.That(PlantedText.In(new DropAwait(), source), Is.Empty);

    [TestCase(
        "Task F(CancellationToken c) => Task.Run(() => { }, c);",
        "Task F(CancellationToken c) => Task.Run(() => { }, CancellationToken.None);")]
    [TestCase("void F(CancellationToken c) { c.ThrowIfCancellationRequested(); }", "void F(CancellationToken c) { }")]
    [TestCase(
        "void F(CancellationToken c) { if (c.CanBeCanceled) c.ThrowIfCancellationRequested(); }",
        "void F(CancellationToken c) { if (c.CanBeCanceled) { } }")]
    [TestCase(
        "int F(CancellationToken c) { while (!c.IsCancellationRequested) return 1; return 2; }",
        "int F(CancellationToken c) { while (!false) return 1; return 2; }")]
    [TestCase(
        "void F(CancellationToken c) { using var r = c.Register(() => { }); }",
        "void F(CancellationToken c) { using var r = CancellationToken.None.Register(() => { }); }")]
    [TestCase("void F(CancellationToken c) => G(token: c); void G(CancellationToken token) { }",
        "void F(CancellationToken c) => G(token: CancellationToken.None); void G(CancellationToken token) { }")]
    [TestCase(
        "void G(CancellationToken t) { } Sample(CancellationToken c) => c.UnsafeRegister((_, t) => G(t), null);",
        "void G(CancellationToken t) { } "
            + "Sample(CancellationToken c) => CancellationToken.None.UnsafeRegister((_, t) => G(t), null);")]
    public void A_token_goes(string before, string after) =>
        Assert.That(PlantedText.In(new DropToken(), before), Is.EqualTo(new[] { after }));

    [Test]
    public void A_linked_source_has_one_token_less() => Assert.That(
        PlantedText.In(new DropToken(), """
            void F(CancellationToken a, CancellationToken b)
            {
                var s = CancellationTokenSource.CreateLinkedTokenSource(a, b);
            }
            """),
        Is.EqualTo(new[]
        {
            "var s = CancellationTokenSource.CreateLinkedTokenSource(b);",
            "var s = CancellationTokenSource.CreateLinkedTokenSource(a);",
        }));

    [TestCase("Task F(CancellationToken c) => Task.FromCanceled(c);")]
    [TestCase("void F(TaskCompletionSource t, CancellationToken c) => t.SetCanceled(c);")]
    [TestCase("Exception F(CancellationToken c) => new OperationCanceledException(c);")]
    [TestCase("Task F() => Task.Run(() => { }, CancellationToken.None);")]
    [TestCase("Task F() => Task.Run(() => { }, default(CancellationToken));")]
    [TestCase("bool F(CancellationTokenSource s) => s.IsCancellationRequested;")]
    [TestCase("CancellationToken F(CancellationToken c) { var (a, _) = (c, 1); return a; }")]
    public void A_token_that_only_says_who_stays(string source) => Assert.That(PlantedText.In(new DropToken(), source), Is.Empty);

    [Test]
    public void Cancellation_is_caught_with_the_rest()
    {
        const string Source = """
            async Task F(Func<Task> f)
            {
                try { await f(); }
                catch (TaskCanceledException) { throw; }
                catch (InvalidOperationException) { }
                catch (Exception) { }
            }
            """;
        Assert.That(PlantedText.In(new SwallowCancellation(), Source), Is.EqualTo(new[] { "" }));
    }

    [TestCase("void F(Action f) { try { f(); } catch (OperationCanceledException) { } }")]
    [TestCase("void F(Action f) { try { f(); } catch (OperationCanceledException) { } catch (IOException) { } }")]
    [TestCase("void F(Action f) { try { f(); } catch (IOException) { } catch (Exception) { } }")]
    public void Cancellation_that_nothing_else_catches_stays(string source) =>
        Assert.That(PlantedText.In(new SwallowCancellation(), source), Is.Empty);

    [TestCase(
        "void F(Action f) { try { f(); } catch (IOException) { } }",
        "void F(Action f) { try { f(); } catch (Exception) { } }")]
    [TestCase(
        "string F(Action f) { try { f(); return \"\"; } catch (IOException e) { return e.Message; } }",
        "string F(Action f) { try { f(); return \"\"; } catch (Exception e) { return e.Message; } }")]
    [TestCase(
        "void F(Action f, bool b) { try { f(); } catch (Exception) when (b) { } }",
        "void F(Action f, bool b) { try { f(); } catch (Exception) { } }")]
    public void A_catch_takes_more(string before, string after) =>
        Assert.That(PlantedText.In(new CatchAll(), before), Is.EqualTo(new[] { after }));

    [TestCase("void F(Action f) { try { f(); } catch (IOException) { throw; } }", TestName = "it goes on being thrown")]
    [TestCase("void F(Action f) { try { f(); } catch (Exception) { } }", TestName = "it takes all")]
    [TestCase("void F(Action f) { try { f(); } catch { } }", TestName = "it takes all and names none")]
    [TestCase(
        "string? F(Action f) { try { f(); return \"\"; } catch (ArgumentException e) { return e.ParamName; } }",
        TestName = "what others lack")]
    public void A_catch_that_cannot_take_more_stays(string source) =>
        Assert.That(PlantedText.In(new CatchAll(), source), Is.Empty);
}
