using MedMim.Imaging.Volumes;
using MedMim.Pretraining.Options;
using MedMim.Training.Logs;
using MedMim.Training.Options;

namespace MedMim.Pretraining;

/// <summary>What a run hid from its network, for the record.</summary>
public sealed record MaskingRecord
{
    /// <summary>The strategy; <c>none</c> where nothing is hidden.</summary>
    public required string Strategy { get; init; }

    /// <summary>The mask unit in voxels, [z, y, x].</summary>
    public required GridSize MaskUnit { get; init; }

    /// <summary>The teacher's moving average; null without a teacher.</summary>
    public AverageOptions? Teacher { get; init; }

    /// <summary>The log's figures on masks by name, over the logged steps: shares that were hidden, and what guided them.</summary>
    public required IReadOnlyDictionary<string, FigureSummary> Figures { get; init; }

    internal static MaskingRecord Of(PretrainOptions options, string folder) => new()
    {
        Strategy = options.CreateMasking()?.Name ?? "none",
        MaskUnit = options.ResolveMaskUnit(),
        Teacher = options.ResolveTraining().Average,
        Figures = new SortedDictionary<string, FigureSummary>(
            FigureLog.Read(folder)
                .Where(f => IsOfMasks(f.Key))
                .ToDictionary(f => f.Key, f => new FigureSummary(f.Value[0], f.Value[^1], f.Value.Average()), StringComparer.Ordinal),
            StringComparer.Ordinal),
    };

    private static bool IsOfMasks(string figure) =>
        figure.StartsWith("masked", StringComparison.Ordinal) || figure is "with_label" or "blend" or "hard_share";
}
