using System.Collections.Concurrent;

namespace Katas.Engine.Histories;

/// <summary>Records what the clients of a shared object see, while they run: threads, tasks or simulated machines.</summary>
/// <remarks>
/// <para>
/// Safe for use by several threads; each <see cref="HistoryClient"/> is used by one thread at a time. The clients share one
/// counter and nothing else: an event costs one interlocked operation, and no memory beyond a place in the client's own
/// buffer (an operation takes 40 bytes there; the call and the answer are kept as they are, not copied, so they must not be
/// changed later).
/// </para>
/// <para>
/// Events are ordered by that counter, never by the clock. In virtual time most events share an instant, and intervals are
/// closed: a write that returned at 0 ms and a read called at 0 ms would overlap, and a read that missed the write would
/// pass. So with a clock each event is stamped with the clock's time or with one nanosecond after the event before it,
/// whichever is later: the stamps are all different, in the order in which the events happened, and as a time wrong by
/// no more than one nanosecond for each event of the same instant. A clock that is set back cannot reorder events either.
/// It is a hybrid logical clock: Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical physical clocks", OPODIS 2014.
/// </para>
/// </remarks>
public sealed class HistoryRecorder
{
    private readonly ConcurrentDictionary<int, HistoryClient> _clients = [];
    private readonly List<RecordedNote> _notes = [];
    private readonly TimeProvider? _clock;
    private readonly long _start;
    private long _last = -1;

    /// <param name="clock">
    /// Whose time the history shows, in nanoseconds from now on; <see langword="null"/>: only the order of events is kept.
    /// </param>
    public HistoryRecorder(TimeProvider? clock = null) => (_clock, _start) = (clock, clock?.GetTimestamp() ?? 0);

    /// <summary>
    /// Which exceptions say that the call certainly did nothing, such as an argument refused before any work; such an
    /// operation is left out. Asked by the <c>Run</c> methods, possibly on several threads.
    /// </summary>
    /// <value>None: an operation that threw stays open.</value>
    public Func<Exception, bool> DidNothing { get; init; } = _ => false;

    /// <summary>The client of that number; the same each time.</summary>
    public HistoryClient Client(int id) => _clients.GetOrAdd(id, static (id, recorder) => new HistoryClient(recorder, id), this);

    /// <summary>Notes a fault or another event, now.</summary>
    /// <param name="text">A few words.</param>
    /// <param name="client">Whom it concerns; <see langword="null"/>: all.</param>
    public void Annotate(string text, int? client = null)
    {
        var note = new RecordedNote(text, client, Stamp());
        note.To = note.From;
        lock (_notes) _notes.Add(note);
    }

    /// <summary>Notes a fault that lasts from now on until the result is disposed of.</summary>
    /// <param name="text">A few words: <c>partition {n1} | {n2, n3}</c>.</param>
    /// <param name="client">Whom it concerns; <see langword="null"/>: all.</param>
    public IDisposable AnnotateUntilDisposed(string text, int? client = null)
    {
        var note = new RecordedNote(text, client, Stamp());
        lock (_notes) _notes.Add(note);
        return new NoteEnd(this, note);
    }

    /// <summary>The history so far; calls without a return are open, and faults that go on end with the last event.</summary>
    /// <remarks>
    /// Also while clients run. The result is what an observer would have seen who stopped everything at once: it holds no
    /// effect without its cause. If a read is in it, so is the write from which it got its value; the return of that write
    /// may be missing, and the write is then open.
    /// </remarks>
    public History ToHistory()
    {
        // Taken before any buffer is read. Without the cut, a write that began after its client's buffer had been read would
        // be missing, and a read of its value that was still found in another buffer would look wrong.
        var cut = Volatile.Read(ref _last);
        List<Operation> operations = [];
        foreach (var client in _clients.Values) client.Collect(operations, cut);
        operations.Sort(static (a, b) => a.Invoked.CompareTo(b.Invoked));
        for (var i = 0; i < operations.Count; i++) operations[i] = operations[i] with { Index = i };
        return new History(operations, Notes(cut), _clock is null ? TimeUnit.Position : TimeUnit.Nanosecond);
    }

    /// <summary>The place of an event in the order of all, larger than that of every event that happened before it.</summary>
    internal long Stamp()
    {
        if (_clock is null) return Interlocked.Increment(ref _last);
        var now = _clock.GetElapsedTime(_start).Ticks * TimeSpan.NanosecondsPerTick;
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var stamp = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, stamp, last) == last) return stamp;
        }
    }

    private List<Annotation> Notes(long cut)
    {
        lock (_notes)
            return
            [
                .. from note in _notes
                   where note.From <= cut
                   select new Annotation(note.Text, note.From, Math.Min(note.To, cut), note.Client),
            ];
    }

    private sealed record RecordedNote(string Text, int? Client, long From)
    {
        public long To { get; set; } = long.MaxValue;
    }

    private sealed class NoteEnd(HistoryRecorder recorder, RecordedNote note) : IDisposable
    {
        public void Dispose()
        {
            var now = recorder.Stamp();
            lock (recorder._notes) note.To = Math.Min(note.To, now);
        }
    }
}
