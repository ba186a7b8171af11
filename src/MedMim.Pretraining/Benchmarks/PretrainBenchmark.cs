using System.Text.Json;
using MedMim.Foundation.Progress;
using MedMim.Models.Networks;
using MedMim.Pretraining.Options;
using MedMim.Training.Options;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Measures whole pretraining steps, as a study does them, on made volumes.</summary>
public static class PretrainBenchmark
{
    /// <summary>Pretrains and measures.</summary>
    /// <param name="options">What, and for how long.</param>
    /// <param name="folder">
    /// The run's folder, which stays: a benchmark that was stopped goes on in it, as any pretraining does.
    /// </param>
    /// <param name="progress">Where progress goes.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Stopped; a checkpoint was written.</exception>
    public static PretrainMeasurement Run(
        PretrainBenchmarkOptions options, string folder, IProgressReporter progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionRange.AtLeast("warmup", options.Warmup, 0);
        OptionRange.AtLeast("steps", options.Steps, 1);
        OptionRange.AtLeast("readers", options.Readers, 0);
        var settings = Settings(options);
        settings.Validate();
        var patch = options.PatchSize;
        var device = options.Device.Open();
        var memory = new DeviceMemoryMeter(device);
        var data = new SyntheticCases(4, new(patch.Z * 5 / 4, patch.Y * 5 / 4, patch.X * 5 / 4));
        var table = Path.Combine(folder, "process.csv");
        using var log = new ProcessLog(table, memory);
        var result = Pretrainer.Run(
            settings, data, data.Ids,
            new() { Folder = folder, Progress = log.Watching(progress), Readers = options.Readers, Device = options.Device }, cancellation);
        var (peak, devicePeak) = (ProcessLog.PeakMiB, memory.PeakMiB);
        var steps = Timings(folder).Skip(options.Warmup).ToList();
        var seconds = steps.Select(s => s.GetProperty("seconds").GetDouble()).Order().ToList();
        var cpu = ProcessLog.StepCpuSeconds(table).Skip(options.Warmup).Order().ToList();
        var masked = result.Manifest.Masking.Figures["masked"].Mean;
        return new()
        {
            Device = options.Device.Describe(),
            Samples = options.BatchSize * options.Accumulation,
            StepSeconds = seconds[seconds.Count / 2],
            FastestStepSeconds = seconds[0],
            StepCpuSeconds = cpu.Count > 0 ? cpu[cpu.Count / 2] : 0,
            // The last step also draws the montage.
            Shares = StepShares.Of(steps.Count > 1 ? steps[..^1] : steps),
            PeakMiB = peak,
            DevicePeakMiB = devicePeak,
            Parameters = result.Manifest.Parameters,
            StepFlops = 3 * options.Accumulation * ForwardFlops.Of(options.Encoder, options.BatchSize, patch, masked),
            Ceiling = MatmulCeiling.Measure(options.Precision, device),
            Tokens = EncoderPresets.IsPrimus(options.Encoder) ? TokenDropping.Measure(options, device, Math.Min(options.Steps, 9)) : null,
            Operators = options.Operators ? OperatorBenchmark.Run(settings, data, options.Device, cancellation) : [],
            EncoderDigest = result.Manifest.EncoderDigest,
        };
    }

    private static PretrainOptions Settings(PretrainBenchmarkOptions options) => new()
    {
        Encoder = options.Encoder,
        PatchSize = options.PatchSize,
        BatchSize = options.BatchSize,
        Seed = 1,
        MontageEvery = 0,
        Training = new()
        {
            Steps = options.Warmup + options.Steps,
            Accumulation = options.Accumulation,
            Precision = options.Precision,
            CheckpointEvery = options.CheckpointEvery,
        },
    };

    private static IEnumerable<JsonElement> Timings(string folder) =>
        File.ReadLines(Path.Combine(folder, "timing.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);
}
