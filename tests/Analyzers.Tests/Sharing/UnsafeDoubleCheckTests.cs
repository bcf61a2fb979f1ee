using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Sharing;

[Rule("KATA0309")]
public sealed class UnsafeDoubleCheckTests
{
    [TestCase(
        "private bool _ready; private string _data = \"\"; public string Get() { if (![|_ready|]) { lock (_gate) { if "
        + "(!_ready) { _data = Load(); _ready = true; } } } return _data; }",
        TestName = "reported: a plain flag guards a field")]
    [TestCase(
        "private bool _ready; private string _data = \"\"; public string Get() { if ([|_ready|]) return _data; lock "
        + "(_gate) { if (_ready) return _data; _data = Load(); _ready = true; return _data; } }",
        TestName = "reported: a plain flag and early returns")]
    [TestCase(
        "private bool _ready; private int _data; private void Ensure() { if ([|_ready|]) return; lock (_gate) { if "
        + "(_ready) return; _data = 4; _ready = true; } } public int Get() { Ensure(); return _data; }",
        TestName = "reported: a plain flag in a helper")]
    [TestCase(
        "private bool _ready; private readonly Dictionary<int, int> _map = []; public int Get(int k) { if (![|_ready|]) "
        + "lock (_gate) if (!_ready) { _map[1] = 2; _ready = true; } return _map[k]; }",
        TestName = "reported: a plain flag guards a dictionary")]
    [TestCase(
        "private volatile bool _ready; private string _data = \"\"; public string Get() { if (![|_ready|]) lock (_gate) "
        + "if (!_ready) { _ready = true; _data = Load(); } return _data; }",
        TestName = "reported: a volatile flag that is set first")]
    [TestCase(
        "private int _state; private string _data = \"\"; public string Get() { if ([|_state|] == 0) lock (_gate) if "
        + "(_state == 0) { _data = Load(); _state = 1; } return _data; }",
        TestName = "reported: a number as the flag")]
    [TestCase(
        "private List<int>? _list; public List<int> Get() { if (_list is null) { lock (_gate) { if (_list is null) { "
        + "[|_list|] = new(); _list.Add(1); } } } return _list; }",
        TestName = "reported: a list that is filled after it is seen")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == null) { [|_thing|] = "
        + "new Thing(); _thing.Init(); } return _thing; }",
        TestName = "reported: Init after the assignment")]
    [TestCase(
        "private volatile Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == null) { "
        + "[|_thing|] = new Thing(); _thing.Size = 3; } return _thing; }",
        TestName = "reported: a volatile one that is filled later")]
    [TestCase(
        "private Dictionary<int, int>? _map; public int Get(int k) { if (_map == null) lock (_gate) if (_map == null) { "
        + "[|_map|] = new(); for (var i = 0; i < 9; i++) _map[i] = i; } return _map[k]; }",
        TestName = "reported: a dictionary that is filled in a loop")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == null) { [|_thing|] = "
        + "new Thing(); Fill(_thing); } return _thing; } private static void Fill(Thing t) => t.Size = 1;",
        TestName = "reported: a helper fills it later")]
    [TestCase(
        "private Thing? _a; private Thing? _b; public int Get() { if ([|_a|] is null) lock (_gate) if (_a is null) { _b "
        + "= new(); _a = new(); } return _a.Size + _b!.Size; }",
        TestName = "reported: two fields and one check")]
    [TestCase(
        "private volatile Thing? _a; private Thing? _b; public int Get() { if ([|_a|] is null) lock (_gate) if (_a is "
        + "null) { _a = new(); _b = new(); } return _a.Size + _b!.Size; }",
        TestName = "reported: the volatile field is set before the other")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if ([|_thing|] == null) { lock (_gate) { _thing = new Thing(); } } "
        + "return _thing; }",
        TestName = "reported: no second check")]
    [TestCase(
        "private static Thing? _one; private static readonly object Gate = new(); public static Thing One { get { if "
        + "([|_one|] == null) lock (Gate) _one = new Thing(); return _one; } }",
        TestName = "reported: no second check of a static")]
    [TestCase(
        "private bool _done; public void Once() { if (![|_done|]) { lock (_gate) { Load(); _done = true; } } }",
        TestName = "reported: no second check of a flag")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if ([|_thing|] != null) return _thing; lock (_gate) { _thing = new "
        + "Thing(); return _thing; } }",
        TestName = "reported: no second check after an early return")]
    [TestCase(
        "private int? _n; public int Get() { if (![|_n|].HasValue) lock (_gate) if (!_n.HasValue) _n = Count(); return "
        + "_n.Value; }",
        TestName = "reported: a nullable number")]
    [TestCase(
        "private Guid _id; public Guid Get() { if ([|_id|] == Guid.Empty) lock (_gate) if (_id == Guid.Empty) _id = new "
        + "Guid(1, 2, 3, new byte[8]); return _id; }",
        TestName = "reported: a struct")]
    [TestCase(
        "private long _sum; public long Get() { if ([|_sum|] == 0) lock (_gate) if (_sum == 0) _sum = Count(); return _sum; }",
        TestName = "reported: a long")]
    [TestCase(
        "private (int A, int B)? _pair; public int Get() { if ([|_pair|] is null) lock (_gate) if (_pair is null) _pair "
        + "= (1, 2); return _pair.Value.A; }",
        TestName = "reported: a tuple")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == null) _thing = new(); return "
        + "[|_thing|]; } public void Reset() => _thing = null;",
        TestName = "reported: a second read, and a reset")]
    [TestCase(
        "private readonly Lock _modern = new(); private bool _ready; private string _data = \"\"; public string Get() { "
        + "if (![|_ready|]) using (_modern.EnterScope()) if (!_ready) { _data = Load(); _ready = true; } return _data; }",
        TestName = "reported: EnterScope")]
    [TestCase(
        "private readonly SemaphoreSlim _one = new(1, 1); private bool _ready; private string _data = \"\"; public async "
        + "Task<string> Get() { if ([|_ready|]) return _data; await _one.WaitAsync(); try { if (!_ready) { _data = Load(); "
        + "_ready = true; } } finally { _one.Release(); } return _data; }",
        TestName = "reported: a semaphore")]
    public Task An_unsafe_one_is_reported(string members) => IsAsync(Sample(members));

    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing is null) { lock (_gate) { if (_thing is null) _thing = "
        + "new Thing(); } } return _thing; }",
        TestName = "silent: a plain reference")]
    [TestCase(
        "private volatile Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == null) "
        + "_thing = new Thing(); return _thing; }",
        TestName = "silent: a volatile reference")]
    [TestCase(
        "private static Sample? _one; private static readonly object Gate = new(); public static Sample One { get { if "
        + "(_one == null) lock (Gate) _one ??= new Sample(); return _one; } }",
        TestName = "silent: the singleton with ??=")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { var thing = _thing; if (thing != null) return thing; lock (_gate) { "
        + "return _thing ??= new Thing(); } } public void Reset() { lock (_gate) _thing = null; }",
        TestName = "silent: a local copy, and a reset")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing is { } thing) return thing; lock (_gate) { if (_thing == "
        + "null) { var made = new Thing(); made.Init(); _thing = made; } return _thing; } }",
        TestName = "silent: filled before it is assigned")]
    [TestCase(
        "private volatile bool _ready; private int _data; public int Get() { if (!_ready) lock (_gate) if (!_ready) { "
        + "_data = Count(); _ready = true; } return _data; }",
        TestName = "silent: a volatile flag that is set last")]
    [TestCase(
        "private bool _ready; private int _data; public int Get() { if (!Volatile.Read(ref _ready)) lock (_gate) if "
        + "(!_ready) { _data = Count(); Volatile.Write(ref _ready, true); } return _data; }",
        TestName = "silent: Volatile.Read")]
    [TestCase(
        "private bool _ready; private int _data; public int Get() { lock (_gate) { if (!_ready) { _data = Count(); "
        + "_ready = true; } return _data; } }",
        TestName = "silent: all under the lock")]
    [TestCase(
        "private bool _ready; private int _data; public int Get() { if (!_ready) lock (_gate) if (!_ready) { _data = "
        + "Count(); _ready = true; } lock (_gate) return _data; }",
        TestName = "silent: the data is read under the lock")]
    [TestCase(
        "private readonly Lazy<Thing> _thing = new(() => new Thing()); public Thing Get() => _thing.Value; public void "
        + "A() { lock (_gate) Load(); }",
        TestName = "silent: Lazy")]
    [TestCase(
        "private Thing? _thing; public Thing Get() => LazyInitializer.EnsureInitialized(ref _thing, () => new Thing());",
        TestName = "silent: LazyInitializer")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing == null) Interlocked.CompareExchange(ref _thing, new "
        + "Thing(), null); return _thing; }",
        TestName = "silent: CompareExchange")]
    [TestCase(
        "private bool _closed; private Thing? _thing = new(); public void Dispose() { if (_closed) return; lock (_gate) "
        + "{ if (_closed) return; _closed = true; _thing = null; } }",
        TestName = "silent: Dispose looks twice")]
    [TestCase(
        "private bool _closed; private int _n; public void Add() { if (_closed) return; lock (_gate) { if (!_closed) "
        + "_n++; } } public void Close() { lock (_gate) _closed = true; }",
        TestName = "silent: the lock is not for the flag")]
    [TestCase(
        "private int _hash; public int Get() { if (_hash == 0) lock (_gate) if (_hash == 0) _hash = Count(); return _hash; }",
        TestName = "silent: an int of its own")]
    [TestCase(
        "private System.Collections.Immutable.ImmutableList<int>? _all; public int Get() { if (_all is null) lock "
        + "(_gate) if (_all is null) _all = [1]; return _all.Count; }",
        TestName = "silent: an immutable list")]
    [TestCase(
        "private Dictionary<int, int>? _map; public int Get(int k) { if (_map == null) lock (_gate) if (_map == null) { "
        + "var map = new Dictionary<int, int>(); map[1] = 2; _map = map; } return _map[k]; }",
        TestName = "silent: a dictionary that is filled first")]
    [TestCase(
        "private Thing? _thing; private int _made; public Thing Get() { if (_thing == null) lock (_gate) if (_thing == "
        + "null) { _made++; _thing = new Thing(); } return _thing; }",
        TestName = "silent: a count that nobody reads beside it")]
    [TestCase(
        "private int _n; public void Take(int x) { if (_n < x) return; lock (_gate) { if (_n >= x) _n -= x; } }",
        TestName = "silent: a quick look before a decision under the lock")]
    [TestCase(
        "private Box? _box; public Box Get() { if (_box == null) lock (_gate) if (_box == null) { var box = new Box(); "
        + "box.Names[1] = 2; _box = box; Console.WriteLine(_box.Names.Count); } return _box; }",
        TestName = "silent: filled first, and looked at after")]
    [TestCase(
        "private sealed record Pair(int A, int B); private Pair? _pair; public int Get() { if (_pair == null) lock "
        + "(_gate) _pair ??= new Pair(1, 2); return _pair.A + _pair.B; }",
        TestName = "silent: two values in one object")]
    public async Task A_sound_one_is_silent(string members)
    {
        await IsAsync(Sample(members));
        if (!members.Contains("Take") && !members.Contains("_closed"))
            await Analyzed.AssertAsync<LocksetAnalyzer>(Sample(members), "KATA0101");
    }

    [TestCase(
        "private Box? _box; public Box Get() { if (_box != null) return _box; lock (_gate) { if (_box != null) return _box; "
        + "_box = new(); _box.Names[1] = 2; return _box; } }")]
    [TestCase(
        "private Box? _box; public Box Get() { if (_box == null) lock (_gate) if (_box == null) { _box = new(); "
        + "_box.Names.Add(1, 2); } return _box; }")]
    [TestCase(
        "private bool _ready; private int _data; public int Get() { if (!_ready) lock (_gate) if (!_ready) { _data = 4; "
        + "_ready = true; } return _data; }")]
    [TestCase(
        "private Thing? _thing; public Thing Get() { if (_thing == null) lock (_gate) _thing = new Thing(); return _thing; }")]
    [TestCase(
        "private List<int>? _list; public int Get() { if (_list == null) lock (_gate) if (_list == null) { _list = "
        + "new(); _list.Add(1); } return _list[0]; }")]
    public async Task One_rule_speaks_of_it(string members)
    {
        var found = await Analyzed.FindAsync<LocksetAnalyzer>(Analyzed.Compile(Sample(members)), rule: null);
        Assert.That(found.Select(one => one.Id), Is.EqualTo(new[] { "KATA0309" }));
    }

    [Test]
    public Task The_message_tells_what_another_thread_sees() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample("private bool _ready; private int _data; public int Get() { if (![|_ready|]) lock (_gate) if (!_ready) { _data = "
            + "4; _ready = true; } return _data; }"),
        "KATA0309",
        "'_ready' is looked at without '_gate', and set under it: another thread can see it set and '_data' still as it was "
        + "before, as nothing orders the two reads; make it volatile, or use Lazy<T>");

    private static Task IsAsync(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0309");

    private static string Sample(string members) =>
        $$"""
        sealed class Box { public Dictionary<int, int> Names { get; } = []; }
        sealed class Thing { public int Size { get; set; } public void Init() { } }
        sealed class Sample
        {
            private readonly object _gate = new();
            private static string Load() => "";
            private static int Count() => 3;
            {{members}}
        }
        """;
}
