namespace MedMim.Imaging.Segmentations;

/// <summary>One segment of a segmentation object.</summary>
/// <param name="Number">Segment Number (0062,0004), from 1; 0 is the background of a label map.</param>
/// <param name="Label">Segment Label (0062,0005).</param>
public sealed record Segment(int Number, string Label)
{
    /// <summary>What kind of thing it is, such as <c>Anatomical Structure</c>; null where the file does not say.</summary>
    public CodedTerm? Category { get; init; }

    /// <summary>What it is, such as <c>Neoplasm</c>; null where the file does not say.</summary>
    public CodedTerm? Type { get; init; }

    /// <summary>How many frames show it; without any it is empty. For a label map, the number of all frames.</summary>
    public int Frames { get; init; }
}
