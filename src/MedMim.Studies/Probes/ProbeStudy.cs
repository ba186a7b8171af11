using MedMim.Evaluation.Probes;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Studies.Preparation;
using MedMim.Studies.Protocols;
using MedMim.Studies.Splits;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Probes;

/// <summary>
/// Asks frozen encoders what their features know: k nearest neighbours and linear probes on the labels of voxels and the
/// classes of scans, on patients that neither probe has seen, beside the same encoder with random weights.
/// </summary>
/// <param name="logger">Where lines for a person go.</param>
/// <param name="progress">Where progress goes.</param>
public sealed class ProbeStudy(ILogger logger, IProgressReporter progress)
{
    /// <summary>All sampled features of a seed take at most 1 GiB.</summary>
    private const long LargestSample = 1L << 28;

    private const int FewestVoxels = 10;

    /// <summary>Runs the study and writes its files.</summary>
    /// <exception cref="InputException">A file, an option or the scans cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing was written.</exception>
    public ProbeOutcome Run(ProbeRequest request, CancellationToken cancellation)
    {
        Validate(request);
        var protocol = request.Protocol is { } path ? ProtocolFile.Load(path) : null;
        var split = request.Split is { } file ? StudySplit.Read(file) : null;
        var volumes = StudyVolumes.Open(request.Folder, protocol);
        var lineup = new EncoderLineup(request.Encoders, request.Preset, request.PatchSize);
        var plans = ProbeQuestions.Of(request, volumes).Select(q => new ProbePlan(q, split, request.Folds, request.Seeds)).ToList();
        var records = lineup.Examine(plans.SelectMany(p => p.Tested).ToHashSet(StringComparer.Ordinal), logger);

        var voxels = 0;
        foreach (var (index, seed) in request.Seeds.Index())
        {
            using var encoders = new OpenEncoders(lineup, seed, index, request.Levels);
            voxels = VoxelsOf(request, plans, encoders);
            var scans = Sample(volumes, plans, encoders, voxels, seed, cancellation);
            Ask(plans, scans, seed, request.TrainingVectors, cancellation);
        }

        var bootstrap = new BootstrapOptions(request.Seeds[0]);
        List<ProbeResult> results = [.. plans.Select(p => p.Result(protocol, bootstrap))];
        var document = new ProbeDocument
        {
            Scans = volumes.Digest,
            Preset = lineup.Preset,
            PatchSize = [lineup.PatchSize.Z, lineup.PatchSize.Y, lineup.PatchSize.X],
            Levels = request.Levels,
            Seeds = request.Seeds,
            Split = request.Split is { } given ? ContentDigest.OfFile(given) : null,
            ClassTable = request.Classes is { } table ? ContentDigest.OfFile(table) : null,
            VoxelsPerScan = voxels,
            TrainingVectors = request.TrainingVectors,
            Encoders = records,
            Bootstrap = bootstrap,
            Results = [.. results.Zip(plans, ProbeDocument.ResultOf)],
        };
        ProbeScores.Write(Path.Combine(request.Output, "probe.parquet"), results);
        return new(results, document.Write(request.Output));
    }

    private static void Validate(ProbeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        static void Require(bool holds, string option, string problem, string remedy)
        {
            if (!holds)
            {
                throw new InputException(option, problem, remedy);
            }
        }

        Require(request.Seeds.Count > 0 && request.Seeds.Distinct().Count() == request.Seeds.Count, "--seeds", "is empty or names one twice", "Give different whole numbers.");
        Require(request.Voxels >= FewestVoxels, "--voxels", $"is {request.Voxels}", $"Give at least {FewestVoxels}.");
        Require(request.TrainingVectors >= 100, "--training-vectors", $"is {request.TrainingVectors}", "Give at least 100.");
        Require(request.Folds is null or >= 2, "--folds", $"is {request.Folds}", "Give at least 2.");
        Require(request.Folds is null || request.Split is null, "--folds", "is given beside --split, which fixes the parts", "Give one of them.");
        foreach (var arm in request.Encoders.Where(a => a.Files.Count > 1))
        {
            Require(
                arm.Files.Count == request.Seeds.Count, "--encoder", $"names {arm.Files.Count} files {arm.Name} for {request.Seeds.Count} seeds",
                "Give one file, or a file for each seed.");
        }
    }

    private int VoxelsOf(ProbeRequest request, List<ProbePlan> plans, OpenEncoders encoders)
    {
        var vectors = (long)plans.SelectMany(p => p.Ids).Distinct(StringComparer.Ordinal).Count() * encoders.Samplers.Count * encoders.Features;
        var room = (int)Math.Max(FewestVoxels, Math.Min(request.Voxels, LargestSample / vectors));
        if (room < request.Voxels)
        {
            logger.LogWarning("{Room} voxels of a scan are sampled, not {Wanted}, to keep to 1 GiB of features", room, request.Voxels);
        }

        return room;
    }

    /// <summary>Samples every scan by every encoder: by encoder, then by scan.</summary>
    private Dictionary<string, Dictionary<string, SampledScan>> Sample(
        StudyVolumes volumes, List<ProbePlan> plans, OpenEncoders encoders, int voxels, ulong seed, CancellationToken cancellation)
    {
        string[] ids = [.. plans.SelectMany(p => p.Ids).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var samples = encoders.Samplers.Keys.ToDictionary(n => n, _ => new Dictionary<string, SampledScan>(StringComparer.Ordinal), StringComparer.Ordinal);
        using var task = progress.Begin($"features, seed {seed}", ids.Length, "scans");
        foreach (var (done, id) in ids.Index())
        {
            var sample = new FeatureSample(volumes.Load(id), voxels, seed);
            foreach (var (name, sampler) in encoders.Samplers)
            {
                samples[name].Add(id, sample.Take(sampler, cancellation));
            }

            task.Report(done + 1);
        }

        return samples;
    }

    private void Ask(
        List<ProbePlan> plans, Dictionary<string, Dictionary<string, SampledScan>> scans, ulong seed, int limit,
        CancellationToken cancellation)
    {
        var folds = plans.Sum(p => p.FoldsOf(seed).Count) * scans.Count;
        using var task = progress.Begin($"probes, seed {seed}", folds, "fits");
        var done = 0;
        foreach (var plan in plans)
        {
            foreach (var (encoder, samples) in scans)
            {
                for (var fold = 0; fold < plan.FoldsOf(seed).Count; fold++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    plan.Ask(encoder, samples, seed, fold, limit);
                    task.Report(++done);
                }
            }
        }
    }
}
