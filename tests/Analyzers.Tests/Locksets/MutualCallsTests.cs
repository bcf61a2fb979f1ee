using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>Two classes that call each other under their locks.</summary>
[Rule("KATA0104")]
public sealed class MutualCallsTests
{
    private const string Enter = "lock (_gate) { return [|room.Add(user)|]; }";
    private const string Leave = "lock (_own) { if (!_users.Remove(user)) return; if (_users.Count == 0) lobby.Retire(name); }";

    [TestCase(Enter, Leave)]
    [TestCase("lock (_gate) { return [|room.Add(user)|] && _rooms.Count > 0; }", Leave)]
    [TestCase("lock (_gate) return Put(room, user); } "
        + "private bool Put(Room room, string user) { return [|room.Add(user)|];", Leave)]
    [TestCase(Enter, "lock (_own) { _users.Remove(user); Tell(); } } private void Tell() { lobby.Retire(name);")]
    public Task A_call_back_under_the_other_lock_is_reported(string enter, string leave) => Is(Sample(enter, leave));

    [TestCase("lock (_gate) { } return room.Add(user);", Leave)]
    [TestCase("lock (_gate) { return room.Add(user); }",
        "bool isEmpty; lock (_own) { _users.Remove(user); isEmpty = _users.Count == 0; } if (isEmpty) lobby.Retire(name);")]
    [TestCase("lock (_gate) { return room.Count > 0; }", Leave)]
    [TestCase("lock (_gate) { return room.Add(user); }", "lock (_own) { _users.Remove(user); lobby.Log(name); }")]
    [TestCase("lock (_gate) { return room.Add(user); }", "lock (_own) _users.Remove(user); } private void Never() { "
        + "lock (_own) lobby.Retire(name);")]
    public Task One_direction_alone_is_silent(string enter, string leave) => Is(Sample(enter, leave));

    [Test]
    public Task Of_two_objects_that_meet_once_nobody_knows_and_it_is_silent() => Is(
        """
        class A { readonly object _a = new(); public void To(B b) { lock (_a) b.Do(); } public void Do() { lock (_a) { } } }
        class B { readonly object _b = new(); public void To(A a) { lock (_b) a.Do(); } public void Do() { lock (_b) { } } }
        """);

    [Test]
    public Task It_says_who_calls_back() => Analyzed.AssertAsync<LocksetAnalyzer>(
        Sample(Enter, Leave), "KATA0104",
        "This call takes 'Room._own' while '_gate' is held, and Room.Remove calls back the other way round: a thread in each "
        + "holds one and waits for the other for ever; call it after the lock");

    private static Task Is(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0104");

    private static string Sample(string enter, string leave) =>
        $$"""
        sealed class Lobby
        {
            private readonly object _gate = new();
            private readonly Dictionary<string, Room> _rooms = [];
            public bool Enter(Room room, string user) { {{enter}} }
            public void Retire(string name) { lock (_gate) _rooms.Remove(name); }
            public void Log(string name) => Console.WriteLine(name);
        }
        sealed class Room(Lobby lobby, string name)
        {
            private readonly object _own = new();
            private readonly HashSet<string> _users = [];
            public int Count => 1;
            public bool Add(string user) { lock (_own) return _users.Add(user); }
            public void Remove(string user) { {{leave}} }
        }
        """;
}
