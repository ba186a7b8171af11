using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Rendering;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Options;
using MedMim.Pretraining.Previews;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Previews;

/// <summary>Draws masking strategies over scans, and counts what they hide by tissue.</summary>
public static class MaskPreviewStudy
{
    private const int LargestSide = 320;

    /// <summary>Draws the picture.</summary>
    /// <returns>The strategies with their coverage, and whether there were labels.</returns>
    /// <exception cref="InputException">The folder, the protocol or a strategy cannot be used.</exception>
    public static (IReadOnlyList<StrategyPreview> Strategies, bool WithLabels) Run(PreviewRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var protocol = request.Protocol is { } path ? ProtocolFile.Load(path) : null;
        if (protocol is not null && protocol.Pretraining is not { Encoder: null })
        {
            throw new InputException(request.Protocol!, "has no pretraining", "Add the section, or leave the protocol out.");
        }

        var options = protocol?.ToPretrainOptions() ?? new PretrainOptions { Training = new() { Steps = 1 } };
        options.Masking.Validate();
        var volumes = PreviewVolumes.Take(request.Folder, protocol, request.Cases);
        if (volumes.Count == 0)
        {
            throw new InputException(request.Folder, "holds no scan", "Ingest scans first.");
        }

        var unit = options.ResolveMaskUnit();
        Patch[] crops = [.. volumes.Select((v, i) => protocol is null ? Whole(v, unit) : Crop(v, options, i))];
        var preview = new MaskPreview(options.Masking, unit, options.Seed);
        StrategyPreview[] strategies = [.. Chosen(request.Strategies).Select(s => preview.Of(s, crops))];
        var scans = string.Join(", ", volumes.Select(v => v.Case.Modality).Distinct(StringComparer.Ordinal));
        PngFile.Write(request.Output, PreviewSheet.Of(
            FormattableString.Invariant($"Masks over {scans}: ratio {options.Masking.MaskRatio}, unit {unit} voxels"),
            protocol is null ? "whole scans, default settings" : FormattableString.Invariant($"crops of {options.PatchSize} voxels, as {protocol.Name} trains on them"),
            crops, strategies));
        return (strategies, crops.Any(c => c.Label is not null));
    }

    private static IEnumerable<string> Chosen(IReadOnlyList<string> wanted)
    {
        var unknown = wanted.FirstOrDefault(w => !MaskingOptions.Strategies.Contains(w, StringComparer.Ordinal));
        return unknown is not null
            ? throw new InputException("--strategy", $"there is no strategy '{unknown}'", $"Choose among {string.Join(", ", MaskingOptions.Strategies)}.")
            : wanted.Count > 0 ? wanted.Distinct(StringComparer.Ordinal) : MaskingOptions.Strategies;
    }

    /// <summary>A crop as training draws it, before it is changed.</summary>
    private static Patch Crop(PreparedVolume volume, PretrainOptions options, int sample) =>
        new PatchSampler(new() { PatchSize = options.PatchSize, MinimumTissueFraction = options.MinimumTissueFraction })
            .Sample(volume, new RandomStream(new(options.Seed, "preview.crop", Sample: sample)));

    /// <summary>The whole scan in the middle of a grid that the mask unit divides, or its middle where it is very large.</summary>
    private static Patch Whole(PreparedVolume volume, GridSize unit)
    {
        var grid = volume.Case.Geometry.Size;
        var size = new GridSize(Fitting(grid.Z, unit.Z), Fitting(grid.Y, unit.Y), Fitting(grid.X, unit.X));
        return PatchCropper.Crop(volume, ((grid.Z - size.Z) / 2, (grid.Y - size.Y) / 2, (grid.X - size.X) / 2), size);

        static int Fitting(int voxels, int unit) => (Math.Min(voxels, LargestSide) + unit - 1) / unit * unit;
    }
}
