using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Segmentations;

/// <summary>The items of Segment Sequence (DICOM PS3.3 C.8.20.4).</summary>
internal static class SegmentItems
{
    private static readonly CodedTerm ArtificialIntelligence = new("123110", "DCM", "Artificial Intelligence");

    /// <summary>An item a segment, numbered from 1.</summary>
    public static DicomDataset[] Of(SegmentationContent content, SegmentText text) =>
        [.. content.Segments.Select((s, i) => Of(s, (ushort)(i + 1), content, text))];

    private static DicomDataset Of(SegmentDescription description, ushort number, SegmentationContent content, SegmentText text)
    {
        var segment = new DicomDataset()
            .SetTerm(SegmentationTags.SegmentedPropertyCategoryCodeSequence, Clean(description.Category, text))
            .SetTerm(SegmentationTags.SegmentedPropertyTypeCodeSequence, Clean(description.Type, text))
            .SetShorts(SegmentationTags.SegmentNumber, number)
            .SetText(SegmentationTags.SegmentLabel, DicomVr.LO, text.Clean(description.Label, "Segment"))
            .SetText(SegmentationTags.SegmentAlgorithmType, DicomVr.CS, content.Algorithm.ToString().ToUpperInvariant());
        if (text.CleanParagraph(description.Note) is { Length: > 0 } note)
        {
            segment.SetText(SegmentationTags.SegmentDescription, DicomVr.ST, note);
        }

        if (content.Algorithm == SegmentAlgorithm.Manual)
        {
            return segment;
        }

        var name = text.Clean(content.AlgorithmName, "MedMim");
        return segment
            .SetText(SegmentationTags.SegmentAlgorithmName, DicomVr.LO, name)
            .SetItems(SegmentationTags.SegmentationAlgorithmIdentificationSequence, new DicomDataset()
                .SetTerm(SegmentationTags.AlgorithmFamilyCodeSequence, ArtificialIntelligence)
                .SetText(SegmentationTags.AlgorithmVersion, DicomVr.LO, text.Clean(content.AlgorithmVersion, "0"))
                .SetText(SegmentationTags.AlgorithmName, DicomVr.LO, name));
    }

    private static CodedTerm Clean(CodedTerm term, SegmentText text) => term with { Meaning = text.Clean(term.Meaning, term.Value) };
}
