using System.Globalization;
using BenchmarkDotNet.Running;
using Katas.Bench;
using Katas.Engine.Subjects;

SdkRoslyn.Register();
if (args is ["verdict", ..]) return await TimeToVerdict.RunAsync(args is [_, var id, ..] ? id : "rate-limiter");
if (args is ["judge", .. var only]) return await JudgeTable.RunAsync(only);
if (args is [JudgeTable.RowCommand, var type, var size, var faults])
    return JudgeTable.Row(type, int.Parse(size, CultureInfo.InvariantCulture), int.Parse(faults, CultureInfo.InvariantCulture));
if (args is ["recorded", var folder]) return RecordedTable.Run(folder);
if (args is ["explorer"]) return ExplorerTable.Run();
if (args is ["simulator"]) return SimulatorTable.Run();
if (args is ["analyzers"]) return await AnalyzersTable.RunAsync();
BenchmarkSwitcher.FromAssembly(typeof(TimeToVerdict).Assembly).Run(args);
return 0;
