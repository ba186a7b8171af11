using System.Text.Json;
using MedMim.Datasets.Sampling;
using MedMim.Evaluation.Probes;
using MedMim.FineTuning.Features;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Rendering;
using MedMim.Studies.Preparation;
using MedMim.Studies.Previews;
using MedMim.Studies.Protocols;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Probes;

/// <summary>Paints the principal components of encoders' features over slices, beside random weights.</summary>
/// <param name="logger">Where lines for a person go.</param>
/// <param name="progress">Where progress goes.</param>
public sealed class FeaturePictureStudy(ILogger logger, IProgressReporter progress)
{
    /// <summary>Components are found on so many scans at most, spread evenly over all.</summary>
    private const int FittedScans = 40;

    private const int LongSide = 240;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Draws the picture.</summary>
    /// <returns>The path of <c>features.png</c>.</returns>
    /// <exception cref="InputException">A file, an option or the scans cannot be used.</exception>
    public string Run(FeaturePictureRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var protocol = request.Protocol is { } path ? ProtocolFile.Load(path) : null;
        var volumes = StudyVolumes.Open(request.Folder, protocol);
        if (volumes.Scans.Count == 0)
        {
            throw new InputException(request.Folder, "holds no scan", "Ingest scans first.");
        }

        var lineup = new EncoderLineup(request.Encoders, request.Preset, request.PatchSize);
        var records = lineup.Examine(new HashSet<string>(StringComparer.Ordinal), logger);
        using var encoders = new OpenEncoders(lineup, request.Seed, index: 0, request.Levels);
        var colours = Fit(request, volumes, encoders, cancellation);
        var rows = Draw(request, volumes, encoders, colours, cancellation);
        var picture = Path.Combine(request.Output, "features.png");
        PngFile.Write(picture, CaptionedSheet.Of(
            $"Features of {lineup.Preset}, {encoders.Features} a voxel: principal components 1, 2, 3 as red, green, blue",
            ["Each encoder has components of its own, so compare colours within a column, not between columns."],
            [("scan", "labels outlined"), .. colours.Select(c => (c.Key, Shares(c.Value)))], rows));
        Record(request, volumes, lineup, records, colours);
        return picture;
    }

    private static string Shares(FeatureColours colours) =>
        string.Join(" + ", colours.Shares.Select(s => FormattableString.Invariant($"{100 * s:0}"))) + " % of variance";

    /// <summary>Each encoder's colours, from voxels of the body of scans spread over all.</summary>
    private OrderedDictionary<string, FeatureColours> Fit(
        FeaturePictureRequest request, StudyVolumes volumes, OpenEncoders encoders, CancellationToken cancellation)
    {
        var scans = PreviewVolumes.Spread(volumes.Scans, FittedScans).ToList();
        var parts = encoders.Samplers.ToDictionary(s => s.Key, _ => new List<FeatureMatrix>(), StringComparer.Ordinal);
        using var task = progress.Begin("components", scans.Count, "scans");
        foreach (var (done, scan) in scans.Index())
        {
            var volume = volumes.Load(scan.Case.Id);
            var offsets = VoxelChoice.Body(volume, request.Voxels, new RandomStream(new(request.Seed, $"features.body:{scan.Case.Id}")));
            VolumePoint[] points = [.. offsets.Select(o => FeatureSample.PointOf(o, volume.Case.Geometry.Size))];
            foreach (var (name, sampler) in encoders.Samplers)
            {
                parts[name].Add(new(sampler.Sample(volume, points, cancellation), sampler.Count));
            }

            task.Report(done + 1);
        }

        var colours = new OrderedDictionary<string, FeatureColours>(StringComparer.Ordinal);
        foreach (var name in encoders.Samplers.Keys)
        {
            colours.Add(name, FeatureColours.Fit(FeatureMatrix.Stack(parts[name])));
        }

        return colours;
    }

    private List<IReadOnlyList<RgbImage>> Draw(
        FeaturePictureRequest request, StudyVolumes volumes, OpenEncoders encoders, OrderedDictionary<string, FeatureColours> colours,
        CancellationToken cancellation)
    {
        var scans = PreviewVolumes.Spread(volumes.Scans, request.Cases).ToList();
        var rows = new List<IReadOnlyList<RgbImage>>();
        using var task = progress.Begin("pictures", scans.Count, "scans");
        foreach (var scan in scans)
        {
            var volume = volumes.Load(scan.Case.Id);
            var slice = new FeatureSlice(volume, LongSide);
            rows.Add([
                slice.Scan(),
                .. encoders.Samplers.Select(s => slice.Painted(
                    colours[s.Key].Of(new(s.Value.Sample(volume, slice.Points, cancellation), s.Value.Count)))),
            ]);
            task.Report(rows.Count);
        }

        return rows;
    }

    private static void Record(
        FeaturePictureRequest request, StudyVolumes volumes, EncoderLineup lineup, IReadOnlyList<EncoderRecord> records,
        OrderedDictionary<string, FeatureColours> colours) => AtomicFile.WriteText(
            Path.Combine(request.Output, "features.json"),
            JsonSerializer.Serialize(
                new
                {
                    Format = "medmim-features",
                    Version = 1,
                    Scans = volumes.Digest,
                    lineup.Preset,
                    PatchSize = new[] { lineup.PatchSize.Z, lineup.PatchSize.Y, lineup.PatchSize.X },
                    request.Levels,
                    request.Seed,
                    request.Voxels,
                    Encoders = records,
                    VarianceShares = colours.ToDictionary(c => c.Key, c => c.Value.Shares, StringComparer.Ordinal),
                },
                Json) + "\n");
}
