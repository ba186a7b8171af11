using System.Text.Json.Serialization;
using MedMim.Datasets.Channels;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using MedMim.Training.Options;

namespace MedMim.FineTuning.Packages;

/// <summary>What the manifest of every model says: all that prediction needs beside the weights, and where the model came from.</summary>
public abstract record PackageManifest
{
    /// <summary>The version that this program reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the layout.</summary>
    [JsonPropertyOrder(-2)]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Digest of all that the model depends on.</summary>
    [JsonPropertyOrder(-1)]
    public required string Identity { get; init; }

    /// <summary>How scans are prepared for it.</summary>
    [JsonPropertyOrder(1)]
    public required PreparationPlan Preparation { get; init; }

    /// <summary>What it was made from.</summary>
    [JsonPropertyOrder(2)]
    public required ModelProvenance Provenance { get; init; }

    /// <summary>What its training scans were like; null where that was not recorded.</summary>
    [JsonPropertyOrder(3)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ModelInputs? Inputs { get; init; }

    /// <summary>SHA-256 of <c>model.safetensors</c>.</summary>
    [JsonPropertyOrder(4)]
    public string Weights { get; init; } = string.Empty;

    /// <summary>What it tells apart beside the background.</summary>
    [JsonIgnore]
    public IReadOnlyList<LabelClass> Labels => Common.Labels;

    /// <summary>The channels of its input; none where it is one scan.</summary>
    [JsonIgnore]
    public IReadOnlyList<ChannelRule> Channels => Common.Channels;

    /// <summary>Voxels of a window, [z, y, x].</summary>
    [JsonIgnore]
    public GridSize PatchSize => Common.PatchSize;

    /// <summary>The numbers that it was trained in.</summary>
    [JsonIgnore]
    public Precision Precision => Common.Training.Precision;

    /// <summary>What all models have: network, labels, patches and how it was trained.</summary>
    internal abstract SegmenterOptions Common { get; }

    /// <summary>Checks every option's range.</summary>
    /// <exception cref="Foundation.Failures.InputException">An option is out of its range.</exception>
    internal abstract void Validate();
}
