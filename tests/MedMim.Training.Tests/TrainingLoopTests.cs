using System.Runtime.InteropServices;
using System.Text.Json;
using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training.Tests;

public sealed class TrainingLoopTests : TorchTests
{
    private static readonly TrainingOptions Ten = new()
    {
        Steps = 10,
        CheckpointEvery = 4,
        Optimizer = new() { LearningRate = 0.01 },
        Schedule = new() { WarmupSteps = 2 },
    };

    [Theory]
    [InlineData(OptimizerKind.AdamW, 0.02)]
    [InlineData(OptimizerKind.SgdNesterov, 0.002)]
    public void TheLossFalls(OptimizerKind kind, double rate)
    {
        using var folder = new TemporaryFolder();
        var options = Ten with { Steps = 60, Optimizer = new() { Kind = kind, LearningRate = rate } };

        new TrainingLoop(new BlobTask(), options, RunIn(folder)).Run();

        var losses = Losses(folder);
        Assert.Equal(60, losses.Count);
        Assert.True(losses[^1] < 0.6 * losses[0], $"{losses[0]} → {losses[^1]}");
    }

    [Theory]
    [InlineData(OptimizerKind.AdamW, false)]
    [InlineData(OptimizerKind.SgdNesterov, false)]
    [InlineData(OptimizerKind.AdamW, true)]
    [InlineData(OptimizerKind.SgdNesterov, true)]
    public void StoppedAtAnyStepAndResumedGivesTheSameBytes(OptimizerKind kind, bool withTeacher)
    {
        var options = Ten with
        {
            Optimizer = Ten.Optimizer with { Kind = kind },
            Average = withTeacher ? AverageOptions.Constant(0.5) : null,
            Accumulation = withTeacher ? 2 : 1,
        };
        using var whole = new TemporaryFolder();
        var reference = new BlobTask(withTeacher: withTeacher);
        new TrainingLoop(reference, options, RunIn(whole)).Run();
        Gen.Int[0, 9].Array[1, 3].Sample(
            stops =>
            {
                using var folder = new TemporaryFolder();
                foreach (var stop in stops.Order())
                {
                    StopAt(stop, options, folder);
                }

                var resumed = new BlobTask(withTeacher: withTeacher);
                new TrainingLoop(resumed, options, RunIn(folder)).Run();
                Assert.Equal(reference.WeightBytes(), resumed.WeightBytes());
                Assert.Equal(File.ReadAllText(whole.File("log.jsonl")), File.ReadAllText(folder.File("log.jsonl")));
                Assert.Equal(10, File.ReadAllLines(folder.File("timing.jsonl")).Length);
            },
            iter: 8,
            threads: 1);
    }

    [Fact]
    public void KilledBetweenCheckpointsItGoesOnFromTheLast()
    {
        using var whole = new TemporaryFolder();
        var reference = new BlobTask();
        new TrainingLoop(reference, Ten, RunIn(whole)).Run();
        using var folder = new TemporaryFolder();
        var killed = new BlobTask { After = step => _ = step == 6 ? throw new TimeoutException() : step };
        Assert.Throws<TimeoutException>(() => new TrainingLoop(killed, Ten, RunIn(folder)).Run());

        var resumed = new BlobTask();
        var result = new TrainingLoop(resumed, Ten, RunIn(folder)).Run();

        Assert.Equal(4, result.ResumedFrom);
        Assert.Equal([4, 5, 6, 7, 8, 9], resumed.Seen);
        Assert.Equal(reference.WeightBytes(), resumed.WeightBytes());
        Assert.Equal(File.ReadAllText(whole.File("log.jsonl")), File.ReadAllText(folder.File("log.jsonl")));
    }

    [Fact]
    public void TheGradientsOfSeveralBatchesMakeOneStepOfTheirMean()
    {
        using var folder = new TemporaryFolder();
        var options = Ten with { Steps = 1, Schedule = new(), Accumulation = 3, Optimizer = new() { Kind = OptimizerKind.SgdNesterov, Momentum = 0, WeightDecay = 0, LearningRate = 1 } };
        var task = new BlobTask();
        var before = Weights(task);
        var mean = Enumerable.Range(0, 3).Select(batch => GradientOf(batch)).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);

        new TrainingLoop(task, options, RunIn(folder)).Run();

        Assert.All(before.Zip(Weights(task), mean), p => Assert.Equal(p.First - (p.Third / 3), p.Second, 1e-6));
        var line = Assert.Single(Lines(folder));
        Assert.Equal(1, line.GetProperty("batch").GetDouble());
        Assert.Equal(Enumerable.Range(0, 3).Average(b => new BlobTask().ComputeLoss(0, b).Loss.ToDouble()), line.GetProperty("loss").GetDouble(), 6);
    }

    [Fact]
    public void AnAverageNeedsAModelAndAModelAnAverage()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<InvalidOperationException>(() => new TrainingLoop(new BlobTask(), Ten with { Average = new() }, RunIn(folder)).Run());
        Assert.Throws<InvalidOperationException>(() => new TrainingLoop(new BlobTask(withTeacher: true), Ten, RunIn(folder)).Run());
    }

    [Fact]
    public void ADamagedCheckpointCostsStepsButNotTheResult()
    {
        using var folder = new TemporaryFolder();
        var reference = new BlobTask();
        new TrainingLoop(reference, Ten, RunIn(folder)).Run();
        var latest = folder.File("checkpoints/step-00000010.safetensors");
        File.WriteAllBytes(latest, File.ReadAllBytes(latest)[..100]);

        var resumed = new BlobTask();
        var result = new TrainingLoop(resumed, Ten, RunIn(folder)).Run();

        Assert.Equal(8, result.ResumedFrom);
        Assert.Equal(reference.WeightBytes(), resumed.WeightBytes());
    }

    [Fact]
    public void ACompleteRunIsLoadedAndNotTrainedAgain()
    {
        using var folder = new TemporaryFolder();
        var reference = new BlobTask();
        new TrainingLoop(reference, Ten, RunIn(folder)).Run();

        var again = new BlobTask(seed: 8);
        var result = new TrainingLoop(again, Ten, RunIn(folder)).Run();

        Assert.Empty(again.Seen);
        Assert.Null(result.FinalLoss);
        Assert.Equal(reference.WeightBytes(), again.WeightBytes());
    }

    [Fact]
    public void ANonFiniteLossNamesTheCasesAndKeepsTheCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var poisoned = new BlobTask { PoisonedStep = 6 };

        var failure = Assert.Throws<NonFiniteLossException>(() => new TrainingLoop(poisoned, Ten, RunIn(folder)).Run());

        Assert.Equal(6, failure.Step);
        Assert.Contains("case-a, case-b", failure.Message, StringComparison.Ordinal);
        var healed = new BlobTask();
        Assert.Equal(4, new TrainingLoop(healed, Ten, RunIn(folder)).Run().ResumedFrom);
    }

    [Fact]
    public void AnotherRunsFolderIsRefused()
    {
        using var folder = new TemporaryFolder();
        new TrainingLoop(new BlobTask(), Ten, RunIn(folder)).Run();

        Refused("options", new TrainingLoop(new BlobTask(), Ten with { ClipNorm = 1 }, RunIn(folder)));
        Refused("options", new TrainingLoop(new BlobTask(), Ten, RunIn(folder) with { Identity = "other" }));
        Refused("architecture", new TrainingLoop(new BlobTask(width: 5), Ten, RunIn(folder)));
        new TrainingLoop(new BlobTask(), Ten with { CheckpointEvery = 1 }, RunIn(folder)).Run();
    }

    [Fact]
    public void BFloat16TrainsFloat32Weights()
    {
        using var folder = new TemporaryFolder();
        var task = new BlobTask();

        new TrainingLoop(task, Ten with { Precision = Precision.BFloat16 }, RunIn(folder)).Run();

        Assert.All(task.Model.parameters(), p => Assert.Equal(torch.ScalarType.Float32, p.dtype));
        using var exact = new TemporaryFolder();
        new TrainingLoop(new BlobTask(), Ten, RunIn(exact)).Run();
        Assert.NotEqual(Losses(exact), Losses(folder));
        Assert.All(Losses(exact).Zip(Losses(folder)), p => Assert.Equal(p.First, p.Second, 0.05));
    }

    [Fact]
    public void EveryNthStepAndTheLastAreLogged()
    {
        using var folder = new TemporaryFolder();
        new TrainingLoop(new BlobTask(), Ten with { LogEvery = 4 }, RunIn(folder)).Run();

        Assert.Equal([0, 4, 8, 9], Lines(folder).Select(l => l.GetProperty("step").GetInt32()));
        Assert.Equal([0, 8, 16, 18], Lines(folder).Select(l => l.GetProperty("twice").GetInt32()));
    }

    private static void StopAt(int stop, TrainingOptions options, TemporaryFolder folder)
    {
        using var cancellation = new CancellationTokenSource();
        if (stop == 0)
        {
            cancellation.Cancel();
        }

        var task = new BlobTask(withTeacher: options.Average is not null) { After = step => _ = step + 1 == stop ? Cancel(cancellation) : 0 };
        try
        {
            new TrainingLoop(task, options, RunIn(folder)).Run(cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            // As it should be; a run resumed beyond the stop ends by itself.
        }
    }

    private static float[] Weights(BlobTask task) => MemoryMarshal.Cast<byte, float>(task.WeightBytes()).ToArray();

    private static float[] GradientOf(long batch)
    {
        var task = new BlobTask();
        task.ComputeLoss(0, batch).Loss.backward();
        return [.. task.Model.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).SelectMany(p => p.parameter.grad!.data<float>().ToArray())];
    }

    private static int Cancel(CancellationTokenSource source)
    {
        source.Cancel();
        return 1;
    }

    private static void Refused(string named, TrainingLoop loop) =>
        Assert.Contains(named, Assert.Throws<InputException>(() => loop.Run()).Problem, StringComparison.Ordinal);

    private static TrainingRun RunIn(TemporaryFolder folder) => new() { Folder = folder.Root, Identity = "test" };

    private static List<JsonElement> Lines(TemporaryFolder folder) =>
        [.. File.ReadAllLines(folder.File("log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement)];

    private static List<double> Losses(TemporaryFolder folder) => [.. Lines(folder).Select(l => l.GetProperty("loss").GetDouble())];
}
