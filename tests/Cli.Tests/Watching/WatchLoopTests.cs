using Katas.Cli.Watching;

namespace Katas.Cli.Tests.Watching;

/// <summary>One save is one verdict, of the newest text.</summary>
public sealed class WatchLoopTests
{
    private static readonly TimeSpan LongWhile = TimeSpan.FromSeconds(10);

    [Test]
    public void It_grades_once_at_the_start()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Pass(LongWhile);
        Assert.That(stage.Shown, Is.EqualTo(new[] { ("first", (TimeSpan?)null) }));
    }

    [Test]
    public void The_many_notices_of_one_save_are_one_grading()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("second", notices: 7);
        stage.GradeOnce(2);
        stage.Pass(LongWhile);
        Assert.That(stage.Gradings.Select(grading => grading.Text), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_save_in_several_writes_is_graded_when_the_last_is_done()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        foreach (var text in new[] { "s", "sec", "seco", "second" })
        {
            stage.Save(text);
            stage.Pass(WatchLoop.Quiet * 0.7);
        }

        stage.GradeOnce(2);
        Assert.That(stage.Gradings.Select(grading => grading.Text), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_save_without_a_change_is_no_grading()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("first");
        stage.Pass(LongWhile);
        Assert.That(stage.Gradings, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_time_counts_from_the_first_notice_of_the_save()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("first");
        stage.Pass(LongWhile);
        stage.Save("second", notices: 3);
        stage.GradeOnce(2);
        Assert.That(stage.Shown[1].Since, Is.InRange(WatchLoop.Quiet, TimeSpan.FromMilliseconds(200)));
    }

    [Test]
    public void A_change_while_grading_leads_to_exactly_one_more_and_the_old_verdict_is_dropped()
    {
        var stage = new WatchStage();
        stage.Until(() => stage.Gradings.Count == 1);
        stage.Save("second");
        stage.Pass(WatchLoop.Quiet);
        stage.Save("third");
        stage.Pass(WatchLoop.Quiet + WatchLoop.Quiet);
        stage.Finish();
        stage.Until(() => stage.Gradings.Count == 2);
        stage.Finish();
        stage.Until(() => stage.Shown.Count == 1);
        stage.Pass(LongWhile);
        Assert.Multiple(() =>
        {
            Assert.That(stage.Gradings.Select(grading => grading.Text), Is.EqualTo(new[] { "first", "third" }));
            Assert.That(stage.Shown.Single().Text, Is.EqualTo("third"));
            Assert.That(stage.Cancelled, Is.Zero, "it ended by itself, and its host stays warm");
        });
    }

    [Test]
    public void A_change_that_is_taken_back_while_grading_still_has_a_verdict()
    {
        var stage = new WatchStage();
        stage.Until(() => stage.Gradings.Count == 1);
        stage.Save("second");
        stage.Pass(WatchLoop.Quiet);
        stage.Save("first");
        stage.Finish();
        stage.Until(() => stage.Gradings.Count == 2);
        stage.Finish();
        stage.Until(() => stage.Shown.Count == 1);
        Assert.That(stage.Shown.Single().Text, Is.EqualTo("first"));
    }

    [Test]
    public void A_long_grading_of_an_old_text_is_cancelled()
    {
        var stage = new WatchStage();
        stage.Until(() => stage.Gradings.Count == 1);
        stage.Save("second");
        stage.Until(() => stage.Gradings.Count == 2);
        stage.Finish();
        stage.Until(() => stage.Shown.Count == 1);
        Assert.Multiple(() =>
        {
            Assert.That(stage.Cancelled, Is.EqualTo(1));
            Assert.That(stage.Shown.Single().Text, Is.EqualTo("second"));
        });
    }

    [Test]
    public void A_touch_while_grading_changes_nothing()
    {
        var stage = new WatchStage();
        stage.Until(() => stage.Gradings.Count == 1);
        stage.Save("first");
        stage.Pass(LongWhile);
        stage.Finish();
        stage.Until(() => stage.Shown.Count == 1);
        Assert.That((stage.Gradings.Count, stage.Cancelled), Is.EqualTo((1, 0)));
    }

    [Test]
    public void A_file_that_is_empty_for_a_moment_is_graded_when_it_is_full()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("");
        stage.Pass(WatchLoop.HalfSaved / 2);
        stage.Save("second");
        stage.GradeOnce(2);
        Assert.That(stage.Gradings.Select(grading => grading.Text), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_file_that_stays_empty_is_graded_as_it_is()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("");
        stage.GradeOnce(2);
        Assert.That(stage.Shown[1].Text, Is.Empty);
    }

    [Test]
    public void A_locked_file_is_tried_again()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.IsLocked = true;
        stage.Save("second");
        stage.Pass(LongWhile);
        Assert.That(stage.Gradings, Has.Count.EqualTo(1));
        stage.IsLocked = false;
        stage.GradeOnce(2);
        Assert.That(stage.Shown[1].Text, Is.EqualTo("second"));
    }

    [Test]
    public void A_program_that_writes_without_a_pause_does_not_put_the_verdict_off_for_ever()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        var saves = 0;
        stage.Until(() =>
        {
            stage.Save($"save {++saves}");
            return stage.Gradings.Count > 1;
        });
        Assert.That(saves, Is.LessThan(200));
    }

    [Test]
    public void When_the_input_closes_the_grading_that_runs_still_has_its_verdict()
    {
        var stage = new WatchStage();
        stage.Until(() => stage.Gradings.Count == 1);
        stage.Finish();
        Assert.That(stage.CloseInput()?.Explanation, Is.EqualTo("first"));
    }

    [Test]
    public void Quitting_ends_at_once_with_the_last_verdict()
    {
        var stage = new WatchStage();
        stage.GradeOnce(1);
        stage.Save("second");
        stage.Until(() => stage.Gradings.Count == 2);
        Assert.Multiple(() =>
        {
            Assert.That(stage.Quit()?.Explanation, Is.EqualTo("first"));
            Assert.That(stage.Cancelled, Is.EqualTo(1));
        });
    }
}
