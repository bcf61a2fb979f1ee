using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Consistency;

/// <summary>Histories of registers, written as stories: each call returns before the next line.</summary>
internal sealed class Registers
{
    private readonly HistoryBuilder _builder = new();

    public History History => _builder.Build();

    public Registers Write(int client, string key, object value) => Call(client, new Call("write", value, key), null);

    public Registers Read(int client, string key, object? value) => Call(client, new Call("read", null, key), value);

    /// <summary>A write whose client never heard of it again.</summary>
    public Registers Lost(int client, string key, object value)
    {
        _builder.Invoke(client, new Call("write", value, key));
        _builder.LeaveOpen(client);
        return this;
    }

    /// <summary>
    /// Anything: reads return what somebody wrote, perhaps later or elsewhere, the initial value, or rarely what nobody
    /// wrote. Small enough for definitions to be tried in full.
    /// </summary>
    public static History Random(Random random, int most)
    {
        var (story, keys) = (new Registers(), random.Next(1, 3));
        var clients = random.Next(1, 4);
        var isWrite = Enumerable.Range(0, random.Next(2, most + 1)).Select(_ => random.Next(2) == 0).ToArray();
        var where = isWrite.Select(_ => random.Next(keys) == 0 ? "x" : "y").ToArray();
        for (var i = 0; i < isWrite.Length; i++)
        {
            var client = random.Next(clients);
            if (isWrite[i] && random.Next(10) == 0) story.Lost(client, where[i], i + 1);
            else if (isWrite[i]) story.Write(client, where[i], i + 1);
            else story.Read(client, where[i], Value(i));
        }

        return story.History;

        object? Value(int reader)
        {
            var written = Enumerable.Range(0, isWrite.Length).Where(i => isWrite[i] && where[i] == where[reader]).ToList();
            if (random.Next(60) == 0) return 99;
            var at = random.Next(-1, written.Count);
            return at < 0 && random.Next(3) == 0 && written.Count > 0 ? written[0] + 1 : at < 0 ? null : written[at] + 1;
        }
    }

    /// <summary>One line for each operation, for messages.</summary>
    public static string Text(History history) =>
        string.Join('\n', history.Operations.Select(each => $"{each.Client}: {each}"));

    private Registers Call(int client, Call call, object? output)
    {
        _builder.Invoke(client, call);
        _builder.Return(client, output);
        return this;
    }
}
