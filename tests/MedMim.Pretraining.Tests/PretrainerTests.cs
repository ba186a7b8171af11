using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Objectives;
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
        Masking = new() { MaskUnit = new(4, 4, 4), FinerThanBottleneck = true, MaskRatio = 0.6 },
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

    public static TheoryData<string, ObjectiveKind, string> AllStrategies() => new(
        MaskingOptions.Strategies.Select(s => (s, ObjectiveKind.Simmim, "resenc-tiny"))
            .Append(("anatomy", ObjectiveKind.Spark, "resenc-tiny"))
            .Append(("uniform", ObjectiveKind.Autoencoder, "resenc-tiny"))
            .Append(("curriculum", ObjectiveKind.Mae, "primus-tiny")));

    [Theory]
    [MemberData(nameof(AllStrategies))]
    public void A_run_stopped_and_resumed_ends_with_the_same_bytes_however_many_readers_there_are(
        string strategy, ObjectiveKind objective, string encoder)
    {
        var data = new BlobCases(3);
        var masking = objective == ObjectiveKind.Simmim ? Options(8).Masking : new() { MaskRatio = 0.5 };
        var options = Options(8) with
        {
            Encoder = encoder,
            Objective = objective,
            DropPath = objective == ObjectiveKind.Mae ? 0.2 : 0,
            Masking = masking with { Strategy = strategy },
        };
        Run(options, "whole", data);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(options, "parts", data, new StopAt(5, stop), readers: 3, stop.Token));
        Assert.False(File.Exists(Path.Combine(root, "parts", "pretrain.json")));
        Run(options, "parts", data, readers: 0);

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
    public void The_curriculum_and_what_it_hid_are_in_the_log_and_in_the_manifest()
    {
        var options = Options(6) with { Masking = Options(6).Masking with { Strategy = "curriculum", Curriculum = new() { Begin = 0, End = 1 } } };
        var record = Run(options, "run", new BlobCases(3)).Manifest.Masking;

        var log = File.ReadAllLines(Path.Combine(root, "run", "log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal([0, 0.2f, 0.4f, 0.6f, 0.8f, 1], log.Select(l => l.GetProperty("blend").GetSingle()));
        Assert.Equal(("curriculum", new(4, 4, 4)), (record.Strategy, record.MaskUnit));
        Assert.NotNull(record.Teacher);
        Assert.Equal((0, 1), (record.Figures["blend"].First, record.Figures["blend"].Last));
        Assert.Equal(log.Average(l => l.GetProperty("masked_body").GetDouble()), record.Figures["masked_body"].Mean, 1e-9);
    }

    [Fact]
    public void The_control_hides_nothing_and_learns_through_the_bottleneck()
    {
        var result = Run(Options(30) with { Objective = ObjectiveKind.Autoencoder }, "run", new BlobCases(6));
        Assert.Equal(("none", 0), (result.Manifest.Masking.Strategy, result.Manifest.Masking.Figures["masked"].Mean));
        Assert.True(
            result.Manifest.LastLoss < 0.8 * result.Manifest.FirstLoss, $"loss {result.Manifest.FirstLoss:F3} to {result.Manifest.LastLoss:F3}");
        Assert.NotEmpty(result.Montages);
    }

    [Fact]
    public void A_sparse_encoder_learns_and_its_weights_are_the_networks_own()
    {
        var options = Options(30) with { Objective = ObjectiveKind.Spark, Masking = new() { MaskRatio = 0.5 } };
        var result = Run(options, "run", new BlobCases(6));
        Assert.True(
            result.Manifest.LastLoss < 0.8 * result.Manifest.FirstLoss, $"loss {result.Manifest.FirstLoss:F3} to {result.Manifest.LastLoss:F3}");
        using var segmenter = EncoderPresets.Create("resenc-tiny", outputChannels: 3);
        Assert.Equal(
            segmenter.state_dict().Count(p => !p.Key.Contains("seg_layers", StringComparison.Ordinal)),
            WeightLoader.Load(segmenter, result.Encoder).Loaded);
    }

    [Theory]
    [InlineData("anatomy")]
    [InlineData("loss-guided")]
    public void A_transformer_learns_from_what_it_keeps(string strategy)
    {
        var options = Options(30) with { Encoder = "primus-tiny", Masking = new() { Strategy = strategy, MaskRatio = 0.5 } };
        var result = Run(options, "run", new BlobCases(6));
        Assert.True(
            result.Manifest.LastLoss < 0.8 * result.Manifest.FirstLoss, $"loss {result.Manifest.FirstLoss:F3} to {result.Manifest.LastLoss:F3}");
        using var segmenter = EncoderPresets.Create("primus-tiny", outputChannels: 3, patchSize: new(16, 16, 16));
        Assert.NotEqual(0, WeightLoader.Load(segmenter, result.Encoder).Loaded);
    }

    [Fact]
    public void Cases_without_a_label_are_said_to_be_masked_by_tissue()
    {
        var logger = new Lines();
        var options = Options(2) with { Masking = Options(2).Masking with { Strategy = "labels" } };
        var result = Pretrainer.Run(options, new BlobCases(2), new BlobCases(2).Ids, new() { Folder = root, Logger = logger });
        Assert.Contains(logger.Said, l => l.Contains("2 of 2 cases have no label", StringComparison.Ordinal));
        Assert.Equal(0, result.Manifest.Masking.Figures["with_label"].Mean);
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
    public void Volumes_that_are_all_far_smaller_than_the_patch_are_bad_input()
    {
        var error = Assert.Throws<InputException>(() => Run(Options(2) with { PatchSize = new(48, 48, 48) }, "run", new BlobCases(2)));
        Assert.Contains("none of the 2 prepared volumes fills more than 12.5", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root, "run")));
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
