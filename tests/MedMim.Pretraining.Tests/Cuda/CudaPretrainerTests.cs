using System.Text.Json;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training.Devices;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Tests.Cuda;

/// <summary>Whole pretraining runs on a GPU.</summary>
public sealed class CudaPretrainerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("medmim-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [MemberData(nameof(PretrainerTests.AllStrategies), MemberType = typeof(PretrainerTests))]
    public void The_losses_are_those_of_the_processor(string strategy, ObjectiveKind objective, string encoder)
    {
        Gpu.Require();
        var options = Options(strategy, objective, encoder);
        Run(options, "here", ComputeDevice.Cpu);
        Run(options, "there", ComputeDevice.Parse(Gpu.Name));
        // What a teacher's ranking of near-equal errors makes of rounding is another mask.
        var tolerance = options.CreateMasking() is IGuidedMaskingStrategy ? 0.05 : 2e-3;
        Assert.All(Losses("here").Zip(Losses("there")), p => Assert.InRange(p.Second / p.First, 1 - tolerance, 1 + tolerance));
    }

    [Theory]
    [MemberData(nameof(PretrainerTests.AllStrategies), MemberType = typeof(PretrainerTests))]
    public void A_run_stopped_and_resumed_ends_with_the_same_bytes(string strategy, ObjectiveKind objective, string encoder)
    {
        Gpu.Require();
        var device = ComputeDevice.Parse(Gpu.Name);
        var options = Options(strategy, objective, encoder);
        options = options with { Training = options.Training with { Precision = Precision.BFloat16 } };
        Run(options, "whole", device);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(options, "parts", device, new StopAt(5, stop), stop.Token));
        Run(options, "parts", device);
        foreach (var name in new[] { "encoder.safetensors", "log.jsonl", "montages/step-00000008.png" })
        {
            Assert.Equal(ContentDigest.OfFile(Path.Combine(root, "whole", name)), ContentDigest.OfFile(Path.Combine(root, "parts", name)));
        }
    }

    [Fact]
    public void What_began_on_it_is_ended_by_the_processor()
    {
        Gpu.Require();
        var options = Options("anatomy", ObjectiveKind.Simmim, "resenc-tiny");
        Run(options, "whole", ComputeDevice.Cpu);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(options, "parts", ComputeDevice.Parse(Gpu.Name), new StopAt(5, stop), stop.Token));
        Run(options, "parts", ComputeDevice.Cpu);
        Assert.All(Losses("whole").Zip(Losses("parts")), p => Assert.InRange(p.Second / p.First, 0.998, 1.002));
    }

    private static PretrainOptions Options(string strategy, ObjectiveKind objective, string encoder) => new()
    {
        Encoder = encoder,
        Objective = objective,
        PatchSize = new(16, 16, 16),
        BatchSize = 2,
        Seed = 5,
        DropPath = objective == ObjectiveKind.Mae ? 0.2 : 0,
        Masking = (objective == ObjectiveKind.Simmim
            ? new MaskingOptions { MaskUnit = new(4, 4, 4), FinerThanBottleneck = true, MaskRatio = 0.6 }
            : new() { MaskRatio = 0.5 }) with { Strategy = strategy },
        MontageEvery = 4,
        Training = new() { Steps = 8, CheckpointEvery = 3, Optimizer = new() { LearningRate = 1e-3 }, Precision = Precision.Float32 },
    };

    private List<double> Losses(string name) =>
        File.ReadLines(Path.Combine(root, name, "log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("loss").GetDouble()).ToList();

    private void Run(
        PretrainOptions options, string name, ComputeDevice device, IProgressReporter? progress = null, CancellationToken cancellation = default)
    {
        var data = new BlobCases(3);
        Pretrainer.Run(
            options, data, data.Ids, new() { Folder = Path.Combine(root, name), Progress = progress ?? SilentProgress.Instance, Device = device }, cancellation);
    }
}
