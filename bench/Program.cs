using BenchmarkDotNet.Running;
using Katas.Bench;
using Katas.Engine.Subjects;

SdkRoslyn.Register();
if (args is ["verdict", ..]) return await TimeToVerdict.RunAsync(args is [_, var id, ..] ? id : "rate-limiter");
BenchmarkSwitcher.FromAssembly(typeof(TimeToVerdict).Assembly).Run(args);
return 0;
