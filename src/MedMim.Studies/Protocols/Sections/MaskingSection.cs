using System.Text.Json.Serialization;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>What is hidden from the network.</summary>
public sealed record MaskingSection
{
    /// <summary>The strategy by name, such as <c>anatomy</c>.</summary>
    public string Strategy { get; init; } = "anatomy";

    /// <summary>Share that is masked, above 0 and below 1.</summary>
    public double MaskRatio { get; init; } = 0.75;

    /// <summary>Size of a masked block, [z, y, x] in voxels; null is the finest that suits the network.</summary>
    [JsonConverter(typeof(SizeOrAutoConverter))]
    public GridSize? MaskUnit { get; init; }

    /// <summary>Whether the mask unit may be finer than the network's total downsampling.</summary>
    public bool FinerThanBottleneck { get; init; }

    /// <summary>For <c>multiscale</c>: the cubes' sides in mask units.</summary>
    public IReadOnlyList<int> Scales { get; init; } = [1, 2, 4];

    /// <summary>How readily each class of voxel is masked.</summary>
    public WeightsSection Weights { get; init; } = new();

    /// <summary>For <c>labels</c>: how readily voxels of any label are masked.</summary>
    public double LabelWeight { get; init; } = 4;

    /// <summary>For <c>labels</c>: label name to a weight of its own; the order of the file is kept.</summary>
    public OrderedDictionary<string, double> LabelWeights { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The share of the masked blocks that is chosen by the teacher's loss in the end.</summary>
    public double HardShare { get; init; } = 0.5;

    /// <summary>For <c>curriculum</c>: when the prior gives way to the loss.</summary>
    public CurriculumSection Curriculum { get; init; } = new();

    /// <summary>The teacher.</summary>
    public TeacherSection Teacher { get; init; } = new();
}
