using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Simulation.Running;

/// <content>Machines that start, stop and crash.</content>
internal sealed partial class World
{
    public void Start(Machine machine)
    {
        if (machine.Running is not null) return;
        var incarnation = new Incarnation(this, machine);
        machine.Running = incarnation;
        machine.LastStep = Record(TraceKind.Start, machine, data: incarnation.Start, sum: (ulong)incarnation.Start);
        (machine.View.IsUp, machine.View.Starts) = (true, incarnation.Start);
        incarnation.Enqueue(static state => ((Action)state!)(), () => Watch(incarnation, Program(incarnation)));
    }

    /// <summary>A machine crashes. One that is down already stays down longer, and its disk crashes once more.</summary>
    public void Crash(Machine machine, FaultClass loss)
    {
        machine.Crashes++;
        if (machine.Running is { } running)
        {
            running.Die();
            machine.Running = null;
            machine.View.IsUp = false;
            machine.View.Forget();
        }

        // By name and page, and not from a stream: what another file lost must not change when a fault is taken out of a plan.
        var start = ((ulong)machine.Index << 32) | (uint)machine.Starts;
        foreach (var step in machine.Disk.Crash(loss, Fate))
            Record(TraceKind.Disk, machine, data: step, sum: StructuralHash.Of(step));

        ulong Fate(string file, int page) =>
            Draw.Next(Draw.Purpose.Disk, start, StructuralHash.Mix(StructuralHash.OfText(file), (ulong)page));
    }

    /// <summary>A crash is over: the machine starts again, unless another one is not.</summary>
    public void Recover(Machine machine)
    {
        if (--machine.Crashes == 0) Start(machine);
    }

    /// <summary>Shuts all machines down in good order, and lets them see it.</summary>
    private void Stop()
    {
        if (Failure is not null) return;
        foreach (var machine in Machines) machine.Running?.Stop();
        for (var steps = 0; steps < MostStepsAtOnce && Failure is null && NextReady() is { } ready; steps++) ready.RunOne();
    }

    private Task Program(Incarnation incarnation)
    {
        var machine = incarnation.Machine;
        return machine.Spec.Create is { } create
            ? create(machine.Id).RunAsync(incarnation)
            : Script(incarnation, machine.Spec.Workload!);
    }

    private async Task Script(Incarnation incarnation, Workload workload)
    {
        var machine = incarnation.Machine;
        var client = new SimulatedClient(incarnation, _recorder.Client(NumberOf(incarnation)))
        {
            Called = input =>
            {
                Record(TraceKind.Invoke, machine, data: input, sum: StructuralHash.Of(input));
                Checks.Ask();
            },
            Returned = output =>
            {
                Record(TraceKind.Return, machine, data: output, sum: StructuralHash.Of(output));
                Checks.Ask();
            },
        };
        if (workload.Draw is not null)
        {
            var drawn = OperationTexts.Drawn(Plan.Seed, machine.Index, workload);
            while (machine.NextOperation < drawn.Count)
            {
                var id = new OperationId(machine.Index, machine.NextOperation++);
                if (Plan.LeftOut.Contains(id)) continue;
                _operations.Add(id);
                await workload.Run(client, drawn[id.Number]);
            }
        }
        else
        {
            await workload.Run(client, null);
        }

        machine.IsDone = true;
    }

    /// <summary>In the history c1 is client 1, as the scenario names it; after a crash it is another one.</summary>
    private int NumberOf(Incarnation incarnation)
    {
        var scripts = Machines.Where(machine => machine.Spec.Workload is not null).ToList();
        return scripts.IndexOf(incarnation.Machine) + 1 + ((incarnation.Start - 1) * scripts.Count);
    }

    /// <summary>Notices when a program ends: by itself, or with an exception.</summary>
    private void Watch(Incarnation incarnation, Task program)
    {
        if (program is null)
        {
            Threw(incarnation, new InvalidOperationException(
                "RunAsync returned null instead of a task."));
            return;
        }

        if (program.IsCompleted)
        {
            Ended(incarnation, program);
            return;
        }

        program.GetAwaiter().UnsafeOnCompleted(() => Ended(incarnation, program));
    }

    private void Ended(Incarnation incarnation, Task program)
    {
        if (!incarnation.IsAlive || program.IsCompletedSuccessfully) return;
        if (program.IsCanceled && incarnation.Stopping.IsCancellationRequested) return;
        Threw(incarnation, program.Exception?.InnerException ?? new OperationCanceledException("Its task was cancelled."));
    }
}
