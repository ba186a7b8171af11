using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Pretraining.Montages;
using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Training;
using MedMim.Training.Initialisation;
using MedMim.Training.Logs;
using MedMim.Training.Memory;
using MedMim.Training.Options;
using MedMim.Training.Ranks;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Pretraining;

/// <summary>
/// Pretrains an encoder on volumes without labels. In the folder it leaves <c>encoder.safetensors</c>, <c>pretrain.json</c>,
/// <c>log.jsonl</c> and <c>montages/</c>, which the same seed makes byte for byte again on the same machine, and
/// <c>timing.jsonl</c>, which it does not.
/// </summary>
public static class Pretrainer
{
    private const string EncoderName = PretrainManifest.EncoderName;

    /// <summary>
    /// float32. What made bfloat16 differ from run to run on CPUs is found and avoided (see docs/architecture.md), but that
    /// whole runs then give the same bytes is not yet proven. Exactness comes first; a protocol may ask for bfloat16.
    /// </summary>
    public static Precision DefaultPrecision => Precision.Float32;

    /// <summary>
    /// Runs to the end, or goes on where a run of the same options, data and seed in this folder stopped. A complete run is
    /// not repeated.
    /// </summary>
    /// <param name="options">How.</param>
    /// <param name="data">The volumes.</param>
    /// <param name="ids">The cases to pretrain on: those of the training split.</param>
    /// <param name="run">Where.</param>
    /// <param name="cancellation">Stops after the current step.</param>
    /// <exception cref="InputException">An option is out of range, there is no case, or the folder holds another run.</exception>
    /// <exception cref="NonFiniteLossException">Loss or gradient is not finite; it names the batch's cases.</exception>
    /// <exception cref="OperationCanceledException">Stopped; a checkpoint was written.</exception>
    public static PretrainResult Run(
        PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, PretrainRun run,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(run);
        Validate(options, data, ids, run);
        var identity = new PretrainIdentity(
            OptionsDigest(options), DataDigest.Of(data, ids, options.Masking.UsesLabels));
        if (Finished(run.Folder, identity) is { } finished)
        {
            run.Logger.LogInformation("Pretraining is complete already ({Steps} steps).", finished.Manifest.Steps);
            return finished;
        }

        TorchRuntime.Initialize();
        using var objective = ObjectiveFactory.Create(options);
        RequireMemory(options, objective.Network, run);
        MissingLabels.Say(options, data, ids, run.Logger);
        var montages = new MontageFolder(Path.Combine(run.Folder, "montages"));
        var result = Train(options, data, ids, run, identity, objective, montages, cancellation);
        run.Logger.LogInformation("  {Summary}", result.Summary());
        var seen = ids.ToHashSet(StringComparer.Ordinal);
        return Publish(run.Folder, options, identity, [.. data.Cases.Where(c => seen.Contains(c.Id))], objective.Network, montages, result.Steps);
    }

    /// <summary>
    /// Trains along with rank 0, which calls <see cref="Run"/>, until that has nothing left to do. Writes nothing.
    /// </summary>
    /// <param name="options">As rank 0's.</param>
    /// <param name="data">As rank 0's.</param>
    /// <param name="ids">As rank 0's.</param>
    /// <param name="run">The ranks.</param>
    /// <param name="cancellation">Stops all ranks after the current step.</param>
    /// <exception cref="InputException">As rank 0's.</exception>
    /// <exception cref="RankLostException">Another rank ended, or does not answer.</exception>
    /// <exception cref="OperationCanceledException">Stopped, by any rank.</exception>
    public static void Follow(
        PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, PretrainRun run,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(run);
        Validate(options, data, ids, run);
        TorchRuntime.Initialize();
        while (RankOrders.Await(run.Ranks) == RankOrder.Train)
        {
            using var objective = ObjectiveFactory.Create(options);
            Train(options, data, ids, run, identity: null, objective, montages: null, cancellation);
        }
    }

    /// <summary>Of what the weights depend on: how often pictures are drawn and checkpoints written is no part of it.</summary>
    private static string OptionsDigest(PretrainOptions options) => ContentDigest.OfText(JsonSerializer.Serialize(
        options with { MontageEvery = 0, Training = options.Training with { CheckpointEvery = 1 } }, PretrainJson.Options));

    private static void Validate(PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, PretrainRun run)
    {
        options.Validate();
        if (ids.Count == 0)
        {
            throw new InputException("pretraining", "has no case to learn from", "Ingest scans first, or widen the selection.");
        }

        var chosen = ids.ToHashSet(StringComparer.Ordinal);
        PatchFit.Require([.. data.Cases.Where(c => chosen.Contains(c.Id)).Select(c => c.Geometry.Size)], options.PatchSize);
        if (options.BatchSize < run.Ranks.Size)
        {
            throw new InputException(
                "batch_size", $"is {options.BatchSize}, too few for {run.Ranks.Size} processes", "Start fewer processes, or enlarge the batch.");
        }
    }

    private static void RequireMemory(PretrainOptions options, nn.Module network, PretrainRun run)
    {
        // A transformer that drops tokens keeps nothing of those it does not see.
        var seen = options.ResolveObjective() == ObjectiveKind.Mae ? 1 - options.Masking.MaskRatio : 1;
        var batch = Math.Max(1, (int)(seen * options.BatchSize / run.Ranks.Size));
        var patch = new Axes(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X);
        MemoryFit.Require(new(options.Encoder, 1, false, network), patch, batch, run.Device.Open().type);
    }

    private static TrainingResult Train(
        PretrainOptions options, IPreparedCases data, IReadOnlyCollection<string> ids, PretrainRun run, PretrainIdentity? identity,
        IObjective objective, MontageFolder? montages, CancellationToken cancellation)
    {
        var training = options.ResolveTraining();
        using var teacher = training.Average is null ? null : ObjectiveFactory.Create(options);
        SeededWeights.Fill(objective.Network, options.Seed);
        var device = run.Device.Open();
        objective.Network.to(device);
        teacher?.Network.to(device);
        using var task = new PretrainTask(options, objective, teacher, new(options, data, ids, run.Ranks), montages, run.Readers);
        return new TrainingLoop(task, training, new()
        {
            Folder = run.Folder,
            Identity = identity?.ToString() ?? string.Empty,
            Title = run.Title,
            Progress = run.Progress,
            Ranks = run.Ranks,
        }).Run(cancellation);
    }

    /// <summary>The folder's encoder, where it is whole; null where it is to be made, or made again.</summary>
    private static PretrainResult? Finished(string folder, PretrainIdentity identity)
    {
        var encoder = Path.Combine(folder, EncoderName);
        if (PretrainManifest.Read(folder) is not { } manifest)
        {
            return null;
        }

        if (!identity.Matches(manifest))
        {
            throw new InputException(
                folder, "holds an encoder of other options, data or seed", "Use another folder, or delete this one to train anew.");
        }

        return File.Exists(encoder) && ContentDigest.OfFile(encoder) == manifest.EncoderDigest
            ? new(encoder, new MontageFolder(Path.Combine(folder, "montages")).Files(), manifest)
            : null;
    }

    private static IReadOnlyList<string> Known(IEnumerable<string> values) =>
        [.. values.Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static PretrainResult Publish(
        string folder, PretrainOptions options, PretrainIdentity identity, IReadOnlyCollection<PreparedCase> cases,
        nn.Module network, MontageFolder montages, long steps)
    {
        var encoder = Path.Combine(folder, EncoderName);
        SafetensorsWriter.Write(encoder, network.state_dict(), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "pt",
            ["medmim.encoder"] = options.Encoder,
            ["medmim.options"] = identity.Options,
            ["medmim.data"] = identity.Data,
        });
        var losses = LossLog.Read(folder).Select(l => l.Loss).ToList();
        var tenth = Math.Max(1, losses.Count / 10);
        var manifest = new PretrainManifest
        {
            Options = options,
            OptionsDigest = identity.Options,
            DataDigest = identity.Data,
            Cases = [.. cases.Select(c => c.Id).Order(StringComparer.Ordinal)],
            Patients = Known(cases.Select(c => c.Patient)),
            VoxelDigests = Known(cases.Select(c => c.VoxelDigest)),
            Steps = steps,
            FirstLoss = losses.Take(tenth).DefaultIfEmpty(double.NaN).Average(),
            LastLoss = losses.TakeLast(tenth).DefaultIfEmpty(double.NaN).Average(),
            Parameters = network.parameters().Sum(p => p.numel()),
            Masking = MaskingRecord.Of(options, folder),
            EncoderDigest = ContentDigest.OfFile(encoder),
        };
        AtomicFile.WriteText(Path.Combine(folder, PretrainManifest.FileName), JsonSerializer.Serialize(manifest, PretrainJson.Options) + "\n");
        return new(encoder, montages.Files(), manifest);
    }
}
