namespace MedMim.Datasets.Labels;

/// <summary>Where labels come from, and what they mean.</summary>
public sealed record LabelSource
{
    /// <summary>Where they are.</summary>
    public LabelLayout Layout { get; init; } = LabelLayout.Auto;

    /// <summary>
    /// Label values of the regions of DICOM structure sets. Regions that no rule fits are left out; where regions
    /// overlap, the rule further down the list wins. By default, every gross tumour volume is 1.
    /// </summary>
    public IReadOnlyList<RegionRule> Regions { get; init; } = [new("GTV*", 1)];

    /// <summary>The rules as one text, for digests.</summary>
    public override string ToString() => $"{Layout}:{string.Join(',', Regions.Select(r => $"{r.Pattern}={r.Value}"))}";
}
