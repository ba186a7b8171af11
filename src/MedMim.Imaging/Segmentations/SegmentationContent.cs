namespace MedMim.Imaging.Segmentations;

/// <summary>What a segmentation that is to be written says beside its pixels.</summary>
/// <param name="Segments">Its segments; numbered from 1 in this order.</param>
public sealed record SegmentationContent(IReadOnlyList<SegmentDescription> Segments)
{
    /// <summary>How the segments were made.</summary>
    public SegmentAlgorithm Algorithm { get; init; } = SegmentAlgorithm.Automatic;

    /// <summary>Name of what made them, at most 64 characters.</summary>
    public string AlgorithmName { get; init; } = "MedMim";

    /// <summary>Its version; best with the digest of the model.</summary>
    public string AlgorithmVersion { get; init; } = "0";

    /// <summary>Series Description.</summary>
    public string SeriesDescription { get; init; } = "Segmentation";

    /// <summary>Series Number.</summary>
    public int SeriesNumber { get; init; } = 300;

    /// <summary>Content Creator's Name; a person or a program.</summary>
    public string Creator { get; init; } = "MedMim";

    /// <summary>When it was made; null takes the source's date, so that the same input gives the same bytes.</summary>
    public DateTime? Time { get; init; }
}
