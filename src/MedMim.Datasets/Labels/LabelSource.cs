using System.Globalization;

namespace MedMim.Datasets.Labels;

/// <summary>Where labels come from, and what they mean.</summary>
public sealed record LabelSource
{
    /// <summary>Where they are.</summary>
    public LabelLayout Layout { get; init; } = LabelLayout.Auto;

    /// <summary>
    /// Label values of the regions of DICOM structure sets and the segments of DICOM segmentations. Regions that no rule
    /// fits are left out; where regions overlap, the rule further down the list wins. A segment is named by its label, the
    /// meaning of its type's code, or that code itself, as <c>SCT:108369006</c>. By default, every gross tumour volume and
    /// every neoplasm is 1.
    /// </summary>
    public IReadOnlyList<RegionRule> Regions { get; init; } = [new("GTV*", 1), new("Neoplasm*", 1), new("SCT:108369006", 1)];

    /// <summary>
    /// Where the values of label volumes, 1 to 254, number things: the label value of all of them. The numbers are kept beside the label.
    /// Null, the default: the values are label values.
    /// </summary>
    public byte? InstancesOf { get; init; }

    /// <summary>The part of the maximum from which a fractional segment covers a voxel, 0 to 1.</summary>
    public double FractionThreshold { get; init; } = 0.5;

    /// <summary>The rules as one text, for digests.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Layout}:{string.Join(',', Regions.Select(r => $"{r.Pattern}={r.Value}"))}:{FractionThreshold}{(InstancesOf is { } label ? $":instances={label}" : string.Empty)}");
}
