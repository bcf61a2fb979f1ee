using Katas.Concurrency;
using Katas.Engine.Time;

namespace Katas.Specs.Concurrency;

/// <content>Random calls beside a model that has workers and a line, and takes no time.</content>
public partial class WorkerPoolSpec
{
    [Test, Stage(3)]
    public void It_behaves_as_the_model_says() => ForEachSeed(60, random =>
    {
        using var walk = new Walk(this, random);
        for (var steps = random.Next(6, 25); steps > 0; steps--)
        {
            walk.Step();
            walk.Compare();
        }

        walk.Finish();
    });

    /// <summary>One walk through a pool and its model.</summary>
    private sealed class Walk : IDisposable
    {
        private readonly Random _random;
        private readonly IWorkerPool _pool;
        private readonly int _workers;
        private readonly Workshop _work = new();
        private readonly List<ModelJob> _jobs = [];
        private readonly FormatException _failure = new();
        private Task? _stopped;

        public Walk(WorkerPoolSpec spec, Random random)
        {
            _workers = random.Next(1, 4);
            (_random, _pool) = (random, spec.New(_workers));
        }

        private int Running => _jobs.Count(job => job is { Began: true, End: End.None });

        public void Step()
        {
            switch (_random.Next(20))
            {
                case < 9:
                    Submit();
                    return;
                case < 14:
                    Open(_jobs.FirstOrDefault(job => job is { Began: true, End: End.None }));
                    return;
                case < 16:
                    Open(_jobs.Where(job => !job.Open).MinBy(_ => _random.Next()));
                    return;
                case < 19:
                    Cancel();
                    return;
                default:
                    _stopped ??= _pool.StopAsync();
                    return;
            }
        }

        public void Compare()
        {
            Proceed();
            var begun = _jobs.Where(job => job.Began).Select(job => job.Number).ToList();
            VirtualTime.SettleUntil(() =>
                _work.Started.Length >= begun.Count && _jobs.TrueForAll(job => job.End == End.None || job.Task.IsCompleted));
            ExpectSet(_work.Started, begun, Busy);
            foreach (var job in _jobs) ExpectNow(job.Task, job.End, Promise(job), $"job {job.Number}");
            if (_stopped is null) return;
            if (_jobs.TrueForAll(job => job.End != End.None)) ExpectEnds(_stopped, End.Done, Drains, "StopAsync");
            else ExpectNow(_stopped, End.None, Drains, "StopAsync");
        }

        /// <summary>Lets all jobs end, and looks at the whole.</summary>
        public void Finish()
        {
            _stopped ??= _pool.StopAsync();
            foreach (var job in _jobs) Open(job);
            Compare();
            ExpectInTurn(_work.Started, _workers);
            Require(_work.Most <= _workers, Limited, $"{_work.Most} jobs ran at the same time on {_workers} workers.");
        }

        public void Dispose()
        {
            foreach (var job in _jobs) job.Leaving.Dispose();
        }

        private void Submit()
        {
            var (number, leaving, fails) = (_jobs.Count + 1, new CancellationTokenSource(), _random.Next(3) == 0);
            var code = fails ? _work.Failing(number, _failure) : _work.Gated(number);
            _jobs.Add(new(number, fails, leaving, ThroughTheTask(() => _pool.RunAsync(code, leaving.Token)))
            {
                End = _stopped is null ? End.None : End.Refused,
            });
        }

        private void Open(ModelJob? job)
        {
            if (job is null) return;
            job.Open = true;
            _work.Open(job.Number);
        }

        /// <summary>Somebody gives up: in the line it is the end of the job, and later it is nothing.</summary>
        private void Cancel()
        {
            if (_jobs.Count == 0) return;
            var job = _jobs[_random.Next(_jobs.Count)];
            if (job is { Began: false, End: End.None }) job.End = End.Cancelled;
            job.Leaving.Cancel();
        }

        /// <summary>Free workers take jobs, and jobs whose doors are open end, until nothing changes.</summary>
        private void Proceed()
        {
            for (var changed = true; changed;)
            {
                changed = false;
                foreach (var job in _jobs.Where(job => job is { Began: true, End: End.None, Open: true }))
                    (job.End, changed) = (job.Fails ? End.Failed : End.Done, true);
                if (Running == _workers || _jobs.Find(job => job is { Began: false, End: End.None }) is not { } first) continue;
                (first.Began, changed) = (true, true);
            }
        }

        private static string Promise(ModelJob job) => job.End switch
        {
            End.None => job.Began ? UntilItsTask : "a job waits until a worker is free",
            End.Done => GivesResult,
            End.Cancelled => LeavesAtOnce,
            End.Refused => Closed,
            _ => ToItsCaller,
        };
    }

    /// <summary>A job as the model sees it.</summary>
    private sealed record ModelJob(int Number, bool Fails, CancellationTokenSource Leaving, Task Task)
    {
        public bool Began { get; set; }

        public bool Open { get; set; }

        public End End { get; set; }
    }
}
