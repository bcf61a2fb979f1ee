using Katas.Engine.Mutation;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Harness.Tests.Mutation;

public sealed class Scratch
{
    [Test]
    public void Print()
    {
        using var o = new StreamWriter("/tmp/h/opb.diffs");
        foreach (var kata in Catalogue.Open(KataRoot.Current).All)
            foreach (var name in SubjectSources.AlternativesOf(kata).Select(each => new SubjectName(SubjectKind.Alternative, each)).Prepend(SubjectName.Reference))
            {
                var sources = SubjectSources.Of(kata, name);
                var c = PlantedText.Bind(sources);
                foreach (var m in MutantFinder.Find(c, KataRoot.Current, sources.Select(s => s.Path).ToHashSet()))
                {
                    if (m.Operator == "drop-lock") continue;
                    var src = sources.Single(s => s.Path.EndsWith(Path.GetFileName(m.Edit.File), StringComparison.Ordinal)).Text;
                    var now = src[..m.Edit.Start] + m.Edit.Text + src[(m.Edit.Start + m.Edit.Length)..];
                    var (a, b) = (src.Split('\n'), now.Split('\n'));
                    var st = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
                    var en = a.Skip(st).Reverse().Zip(b.Skip(st).Reverse()).TakeWhile(p => p.First == p.Second).Count();
                    o.WriteLine($"## {kata.Id} {name} {m.Operator} {m.Line}");
                    foreach (var l in a[st..(a.Length - en)].Take(12)) o.WriteLine("- " + l.Trim());
                    foreach (var l in b[st..(b.Length - en)].Take(12)) o.WriteLine("+ " + l.Trim());
                }
            }
    }
}
