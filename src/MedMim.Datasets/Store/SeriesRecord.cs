using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>One volume of the store: a row of <c>catalog.parquet</c>. Identifiers are keyed pseudonyms.</summary>
public sealed record SeriesRecord
{
    /// <summary>Pseudonym of the series, 16 hexadecimal digits: the name of its files below <c>volumes/</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Pseudonym of the patient. Splits keep it together.</summary>
    public required string Patient { get; init; }

    /// <summary>Pseudonym of the study.</summary>
    public required string Study { get; init; }

    /// <summary>CT, MR, PT or OT (unknown, as for most NIfTI files).</summary>
    public required string Modality { get; init; }

    /// <summary>The channel that it is, by the rules that it was ingested with; empty for none.</summary>
    public string Channel { get; init; } = string.Empty;

    /// <summary>Pseudonym of the frame of reference: equal where scans share their coordinates. Empty where unknown.</summary>
    public string Frame { get; init; } = string.Empty;

    /// <summary>Pseudonym of the scanner's maker and model; empty where unknown.</summary>
    public string Scanner { get; init; } = string.Empty;

    /// <summary>Pseudonym of the institution that made the scan; empty where unknown.</summary>
    public string Site { get; init; } = string.Empty;

    /// <summary>The scanner's maker, of a closed list; <c>other</c> for one that is not on it, empty where unknown.</summary>
    public string Manufacturer { get; init; } = string.Empty;

    /// <summary>The format it came from: dicom, nifti, nrrd, metaimage.</summary>
    public required string SourceFormat { get; init; }

    /// <summary>The grid.</summary>
    public required VolumeGeometry Geometry { get; init; }

    /// <summary>The voxels' type on disk.</summary>
    public required VoxelType VoxelType { get; init; }

    /// <summary>The values' unit: <c>HU</c>, <c>SUVbw</c>, <c>SUVlbm</c>; empty where they have none or it is not known.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>Smallest voxel value.</summary>
    public required double Minimum { get; init; }

    /// <summary>Largest voxel value.</summary>
    public required double Maximum { get; init; }

    /// <summary>How the tissue prior was found: <c>ct</c>, <c>otsu</c>, <c>all-tissue</c> (no clear background).</summary>
    public string TissuePrior { get; init; } = string.Empty;

    /// <summary>Share of voxels that the tissue prior calls tissue or boundary, 0 to 1.</summary>
    public required double TissueFraction { get; init; }

    /// <summary>Whether a label lies beside the volume.</summary>
    public required bool HasLabel { get; init; }

    /// <summary>The label values that occur, ascending, 0 (background) left out.</summary>
    public IReadOnlyList<int> LabelValues { get; init; } = [];

    /// <summary>
    /// How many voxels of the label are neither background (0) nor to be ignored (255): 0 without any; null where there is no
    /// label, or the store was written before they were counted.
    /// </summary>
    public long? LabelledVoxels { get; init; }

    /// <summary>SHA-256 of the voxel file.</summary>
    public required string VoxelDigest { get; init; }

    /// <summary>SHA-256 of the label file; empty where there is none.</summary>
    public string LabelDigest { get; init; } = string.Empty;

    /// <summary>Codes of corrections made on reading.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];
}
