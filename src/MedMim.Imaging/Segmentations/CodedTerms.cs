using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Segmentations;

/// <summary>Coded terms in data sets: sequences of one item (DICOM PS3.3 8.8).</summary>
internal static class CodedTerms
{
    /// <summary>The first term of a sequence; null where missing or without a value.</summary>
    public static CodedTerm? Term(this DicomDataset dataset, DicomTag sequence)
    {
        if (dataset.Items(sequence) is not [var item, ..])
        {
            return null;
        }

        var value = item.Text(SegmentationTags.CodeValue) is { Length: > 0 } shortValue
            ? shortValue
            : item.Text(SegmentationTags.LongCodeValue);
        return value.Length == 0
            ? null
            : new(value, item.Text(SegmentationTags.CodingSchemeDesignator), item.Text(SegmentationTags.CodeMeaning));
    }

    /// <summary>Sets a sequence of one term.</summary>
    public static DicomDataset SetTerm(this DicomDataset dataset, DicomTag sequence, CodedTerm term) =>
        dataset.SetItems(sequence, new DicomDataset()
            .SetText(SegmentationTags.CodeValue, DicomVr.SH, term.Value)
            .SetText(SegmentationTags.CodingSchemeDesignator, DicomVr.SH, term.Scheme)
            .SetText(SegmentationTags.CodeMeaning, DicomVr.LO, term.Meaning));
}
