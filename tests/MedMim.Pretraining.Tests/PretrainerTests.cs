using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Pretraining.Options;
using MedMim.Training;
using MedMim.Training.Options;
using Microsoft.Extensions.Logging;

namespace MedMim.Pretraining.Tests;

public sealed class PretrainerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("medmim-").FullName;

    private static PretrainOptions Options(int steps) => new()
    {
        PatchSize = new(16, 16, 16),
        BatchSize = 2,
        Seed = 5,
        Masking = new() { MaskUnit = new(4, 4, 4), MaskRatio = 0.6 },
        MontageEvery = 4,
        Training = new()
        {
            Steps = steps, CheckpointEvery = 3, Optimizer = new() { LearningRate = 3e-3 }, Precision = Precision.Float32,
        },
    };

    [Fact]
    public void It_learns_to_fill_in_what_was_hidden_and_leaves_its_files()
    {
        var result = Run(Options(40), "run", new BlobCases(6));
        Assert.True(
            result.Manifest.LastLoss < 0.6 * result.Manifest.FirstLoss,
            $"loss {result.Manifest.FirstLoss:F3} to {result.Manifest.LastLoss:F3}");
        Assert.Equal(10, result.Montages.Count);
        Assert.All(result.Montages, m => Assert.Equal("\u0089PNG", string.Concat(File.ReadAllBytes(m).Take(4).Select(b => (char)b))));

        using var segmenter = EncoderPresets.Create("resenc-tiny", outputChannels: 3);
        var report = WeightLoader.Load(segmenter, result.Encoder);
        Assert.Equal(6, report.Skipped);
        using var file = SafetensorsFile.Open(result.Encoder);
        Assert.Equal(result.Manifest.DataDigest, file.Metadata["medmim.data"]);
    }

    [Fact]
    public void A_run_stopped_and_resumed_ends_with_the_same_bytes_however_many_readers_there_are()
    {
        var data = new BlobCases(3);
        Run(Options(8), "whole", data);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(Options(8), "parts", data, new StopAt(5, stop), readers: 3, stop.Token));
        Assert.False(File.Exists(Path.Combine(root, "parts", "pretrain.json")));
        Run(Options(8), "parts", data, readers: 0);

        foreach (var name in new[] { "encoder.safetensors", "pretrain.json", "log.jsonl", "montages/step-00000008.png" })
        {
            Assert.Equal(
                ContentDigest.OfFile(Path.Combine(root, "whole", name)), ContentDigest.OfFile(Path.Combine(root, "parts", name)));
        }
    }

    [Fact]
    public void A_complete_run_is_not_repeated_and_a_damaged_one_is_made_again()
    {
        var data = new BlobCases(3);
        var first = Run(Options(4), "run", data);
        var written = File.GetLastWriteTimeUtc(first.Encoder);
        Assert.Equal(first.Manifest.EncoderDigest, Run(Options(4), "run", data).Manifest.EncoderDigest);
        Assert.Equal(written, File.GetLastWriteTimeUtc(first.Encoder));

        File.WriteAllText(first.Encoder, "damaged");
        Assert.Equal(first.Manifest.EncoderDigest, Run(Options(4), "run", data).Manifest.EncoderDigest);
        Assert.Equal(first.Manifest.EncoderDigest, ContentDigest.OfFile(first.Encoder));
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        var data = new BlobCases(3);
        Assert.NotEqual(
            Run(Options(2), "a", data).Manifest.EncoderDigest, Run(Options(2) with { Seed = 6 }, "b", data).Manifest.EncoderDigest);
    }

    [Fact]
    public void A_volume_that_is_not_finite_stops_the_run_and_is_named()
    {
        var data = new BlobCases(1);
        data.Spoil("blob00");
        var error = Assert.Throws<NonFiniteLossException>(() => Run(Options(2), "run", data));
        Assert.Contains("blob00", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(root, "run", "pretrain.json")));
    }

    [Fact]
    public void No_cases_is_bad_input() =>
        Assert.Throws<InputException>(() => Run(Options(2), "run", new BlobCases(0)));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_time_spent_waiting_for_data_is_kept_beside_the_log_and_said()
    {
        var logger = new Lines();
        Pretrainer.Run(Options(2), new BlobCases(2), new BlobCases(2).Ids, new() { Folder = root, Logger = logger });
        var last = JsonDocument.Parse(File.ReadAllLines(Path.Combine(root, "timing.jsonl"))[^1]).RootElement;
        Assert.InRange(last.GetProperty("data_wait_seconds").GetDouble(), 0, last.GetProperty("seconds").GetDouble());
        Assert.Matches(@"2 steps in \d+\.\d s, \d+\.\d\d s \(.+%\) of it waiting for data", Assert.Single(logger.Said));
        Assert.DoesNotContain("wait", File.ReadAllText(Path.Combine(root, "log.jsonl")), StringComparison.Ordinal);
    }

    private PretrainResult Run(
        PretrainOptions options, string name, BlobCases data, IProgressReporter? progress = null, int readers = 1,
        CancellationToken cancellation = default) =>
        Pretrainer.Run(
            options, data, data.Ids,
            new() { Folder = Path.Combine(root, name), Progress = progress ?? SilentProgress.Instance, Readers = readers }, cancellation);

    private sealed class Lines : ILogger
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
