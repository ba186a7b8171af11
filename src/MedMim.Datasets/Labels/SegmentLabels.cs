using MedMim.Imaging.Scans;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Labels;

/// <summary>Labels from the segments of a DICOM Segmentation.</summary>
internal sealed class SegmentLabels(LabelSource source)
{
    /// <summary>Chooses the segments that the rules ask for, in their order: where segments overlap, the later rule wins.</summary>
    /// <exception cref="RefusedException">
    /// <c>label-unusable</c>: no segment fits, or those that do are shown by no frame; <c>frame-of-reference-mismatch</c>.
    /// </exception>
    public SegmentsPlan Plan(string path, SegmentationObject segmentation, LabelledImage image)
    {
        var (frame, imageFrame) = (segmentation.FrameOfReferenceUid, image.FrameOfReferenceUid);
        if (frame.Length > 0 && imageFrame.Length > 0 && frame != imageFrame)
        {
            throw new RefusedException(new(
                RefusalCodes.FrameOfReferenceMismatch, "The segmentation lies in another frame of reference than the image."));
        }

        var chosen = source.Regions
            .SelectMany(rule => segmentation.Segments.Where(s => s.Number > 0 && Fits(rule, s)).Select(s => (Segment: s, rule.Value)))
            .ToArray();
        if (chosen.Length == 0)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelUnusable, "None of its segments has a label or type that the study's region rules ask for."));
        }

        return chosen.Any(c => c.Segment.Frames > 0)
            ? new(path, [.. chosen.Select(c => new SegmentChoice(c.Segment.Number, c.Value))], image.Grid)
            {
                Threshold = source.FractionThreshold,
            }
            : throw new RefusedException(new(RefusalCodes.LabelUnusable, "No frame shows any of the segments asked for."));
    }

    /// <summary>Adds what was read to a label.</summary>
    /// <param name="values">Label values [z, y, x], 0 where there is none.</param>
    /// <param name="target">The label.</param>
    public static void Add(byte[] values, Volume<byte> target)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                target.Voxels[i] = values[i];
            }
        }
    }

    // By its name, by what it is said to be in words, or by the code of that: SCT:108369006.
    private static bool Fits(RegionRule rule, Segment segment) =>
        rule.Fits(segment.Label) || (segment.Type is { } type && (rule.Fits(type.Meaning) || rule.Fits(type.ToString())));
}
