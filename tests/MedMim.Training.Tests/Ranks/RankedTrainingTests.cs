using MedMim.Training.Logs;
using MedMim.Training.Options;
using MedMim.Training.Ranks;
using static TorchSharp.torch;

namespace MedMim.Training.Tests.Ranks;

public sealed class RankedTrainingTests : TorchTests
{
    private static readonly TrainingOptions Twelve = new()
    {
        Steps = 12,
        CheckpointEvery = 4,
        Optimizer = new() { LearningRate = 0.02 },
        Schedule = new() { WarmupSteps = 2 },
    };

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void TheSameBatchGivesTheSameLossesOnAnyNumberOfRanks(int size, int accumulation)
    {
        var options = Twelve with { Accumulation = accumulation };
        using var alone = new TemporaryFolder();
        Train(SingleRank.Instance, options, alone);
        using var folder = new TemporaryFolder();

        var weights = ThreadRanks.Run(size, ranks => Train(ranks, options, folder));

        Assert.All(weights, w => Assert.Equal(weights[0], w));
        var (expected, actual) = (Losses(alone), Losses(folder));
        Assert.Equal(12, actual.Count);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-5 * Math.Abs(p.First)));
    }

    [Fact]
    public void ARankWithOtherWeightsGetsThoseOfRankZero()
    {
        using var folder = new TemporaryFolder();
        var weights = ThreadRanks.Run(2, ranks => Train(ranks, Twelve, folder, seed: (ulong)(7 + ranks.Rank)));
        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void AStopOnOneRankStopsAllAfterTheSameStepAndTheRunGoesOnAsIfUndisturbed()
    {
        using var whole = new TemporaryFolder();
        var reference = ThreadRanks.Run(2, ranks => Train(ranks, Twelve, whole));
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();

        var stopped = ThreadRanks.Run(2, ranks =>
        {
            // Only the second rank is told to stop.
            var token = ranks.Rank == 1 ? stop.Token : CancellationToken.None;
            var task = new SharedBatchTask(ranks) { After = step => StopAt(step, ranks, stop) };
            return Assert.Throws<OperationCanceledException>(() => Run(task, Twelve, folder, ranks, token));
        });

        Assert.Equal(2, stopped.Count);
        Assert.True(File.Exists(folder.File("checkpoints/step-00000007.json")));
        var resumed = ThreadRanks.Run(2, ranks => Train(ranks, Twelve, folder));
        Assert.Equal(reference[0], resumed[0]);
        Assert.Equal(File.ReadAllText(whole.File("log.jsonl")), File.ReadAllText(folder.File("log.jsonl")));
    }

    // In the middle of a step; and after one, when the others are about to compare weights for a checkpoint.
    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void ARankThatDiesLeavesACheckpointOfTheStepsDone(long last, bool isAtCheckpoint)
    {
        using var whole = new TemporaryFolder();
        var reference = ThreadRanks.Run(2, ranks => Train(ranks, Twelve, whole));
        using var folder = new TemporaryFolder();

        ThreadRanks.Run(2, ranks =>
        {
            Action<long> die = step => _ = step == last && ranks.Rank == 1 ? throw new TimeoutException() : step;
            var task = new SharedBatchTask(ranks) { Before = isAtCheckpoint ? null : die, After = isAtCheckpoint ? die : null };
            return ranks.Rank == 1
                ? (Exception)Assert.Throws<TimeoutException>(() => Run(task, Twelve, folder, ranks))
                : Assert.Throws<RankLostException>(() => Run(task, Twelve, folder, ranks));
        });

        Assert.True(File.Exists(folder.File(FormattableString.Invariant($"checkpoints/step-{last + (isAtCheckpoint ? 1 : 0):D8}.json"))));
        Assert.Equal(reference[0], ThreadRanks.Run(2, ranks => Train(ranks, Twelve, folder))[0]);
    }

    [Fact]
    public void ALossThatIsNotFiniteStopsAllRanksAndTheGuiltyOneNamesItsCases()
    {
        using var folder = new TemporaryFolder();
        var failures = ThreadRanks.Run(2, ranks =>
        {
            var task = new Poisoned(new SharedBatchTask(ranks), ranks);
            return Assert.Throws<NonFiniteLossException>(() => Run(task, Twelve, folder, ranks));
        });

        Assert.Contains("another rank", failures[0].Message, StringComparison.Ordinal);
        Assert.Contains("case-1, case-3", failures[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RanksThatDisagreeAreRefused()
    {
        using var folder = new TemporaryFolder();
        ThreadRanks.Run(2, ranks =>
        {
            SharedBatchTask? task = null;
            task = new SharedBatchTask(ranks) { After = step => Disturb(step, ranks, task!) };
            return Assert.Throws<InvalidOperationException>(() => Run(task, Twelve, folder, ranks));
        });
        Assert.False(Directory.Exists(folder.File("checkpoints")));
    }

    private static void StopAt(long step, IRankGroup ranks, CancellationTokenSource stop)
    {
        if (step == 6 && ranks.Rank == 1)
        {
            stop.Cancel();
        }
    }

    private static void Disturb(long step, IRankGroup ranks, SharedBatchTask task)
    {
        if (step == 2 && ranks.Rank == 1)
        {
            task.Model.parameters().First().mul_(1.01);
        }
    }

    private static byte[] Train(IRankGroup ranks, TrainingOptions options, TemporaryFolder folder, ulong seed = 7)
    {
        var task = new SharedBatchTask(ranks, seed);
        Run(task, options, folder, ranks);
        return task.WeightBytes();
    }

    private static void Run(
        ITrainingTask task, TrainingOptions options, TemporaryFolder folder, IRankGroup ranks, CancellationToken cancellation = default)
    {
        if (ranks.Rank != 0)
        {
            Assert.Equal(RankOrder.Train, RankOrders.Await(ranks));
        }

        new TrainingLoop(task, options, new() { Folder = folder.Root, Identity = "test", Ranks = ranks }).Run(cancellation);
    }

    private static List<double> Losses(TemporaryFolder folder) => [.. LossLog.Read(folder.Root).Select(l => l.Loss)];

    /// <summary>The same task, whose loss on the last rank is no number at step 5.</summary>
    private sealed class Poisoned(SharedBatchTask task, IRankGroup ranks) : ITrainingTask
    {
        public nn.Module Model => task.Model;

        public StepLoss ComputeLoss(long step, long batch)
        {
            var outcome = task.ComputeLoss(step, batch);
            return step == 5 && ranks.Rank == 1 ? outcome with { Loss = outcome.Loss * double.NaN } : outcome;
        }
    }
}
