using System.Text.Json.Serialization;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Segmentation;

namespace MedMim.FineTuning.Packages;

/// <summary><c>model.json</c>: all that prediction needs beside the weights, and where the model came from.</summary>
public sealed record ModelManifest
{
    /// <summary>The version that this program reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Digest of all that the model depends on.</summary>
    public required string Identity { get; init; }

    /// <summary>Network, classes, patch size and how it was trained.</summary>
    public required SegmenterOptions Options { get; init; }

    /// <summary>How scans are prepared for it.</summary>
    public required PreparationPlan Preparation { get; init; }

    /// <summary>What it was made from.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>What its training scans were like; null where that was not recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelInputs? Inputs { get; init; }

    /// <summary>SHA-256 of <c>model.safetensors</c>.</summary>
    public string Weights { get; init; } = string.Empty;
}
