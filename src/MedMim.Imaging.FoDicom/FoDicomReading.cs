using FellowOakDicom;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using DicomDataset = MedMim.Imaging.Dicom.DicomDataset;
using DicomTag = MedMim.Imaging.Dicom.DicomTag;
using DicomVr = MedMim.Imaging.Dicom.DicomVr;

namespace MedMim.Imaging.FoDicom;

/// <summary>From fo-dicom's data sets to ours.</summary>
internal static class FoDicomReading
{
    /// <summary>Parses a file, all of it or up to the pixel data.</summary>
    /// <exception cref="RefusedException"><c>broken-header</c>.</exception>
    public static FellowOakDicom.DicomFile Open(string path, bool withPixels)
    {
        try
        {
            return FellowOakDicom.DicomFile.Open(
                path, DicomEncoding.Default, withPixels ? null : IsPixelData, FileReadOption.ReadAll);
        }
        catch (Exception e) when (e is DicomException or IOException or FormatException or ArgumentException)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The DICOM header cannot be parsed."), e);
        }
    }

    /// <summary>The elements of a file but for the pixel data.</summary>
    public static DicomDataset Header(FellowOakDicom.DicomFile file, bool whole)
    {
        var dataset = new DicomDataset();
        Into(dataset, file.FileMetaInfo, whole, 0);
        Into(dataset, file.Dataset, whole, 0);
        return dataset;
    }

    private static bool IsPixelData(ParseState state) =>
        state.SequenceDepth == 0 && state.Tag == FellowOakDicom.DicomTag.PixelData;

    private static void Into(DicomDataset target, FellowOakDicom.DicomDataset source, bool whole, int depth)
    {
        foreach (var item in source)
        {
            var tag = new DicomTag(item.Tag.Group, item.Tag.Element);
            if (HeaderRules.Keeps(tag, whole) && Translate(item, tag, whole, depth) is { } element)
            {
                target.Set(element);
            }
        }
    }

    private static MedMim.Imaging.Dicom.DicomElement? Translate(DicomItem item, DicomTag tag, bool whole, int depth) => item switch
    {
        DicomSequence sequence => new(tag, DicomVr.SQ) { Items = Items(sequence, whole, depth) },
        FellowOakDicom.DicomElement element => new(tag, Vr(element)) { Bytes = Bytes(element, whole) },
        _ => null, // Fragments.
    };

    private static List<DicomDataset> Items(DicomSequence sequence, bool whole, int depth)
    {
        var items = new List<DicomDataset>();
        foreach (var source in depth < DicomLimits.DeepestNesting ? sequence.Items : [])
        {
            var item = new DicomDataset();
            Into(item, source, whole, depth + 1);
            items.Add(item);
        }

        return items;
    }

    private static DicomVr Vr(FellowOakDicom.DicomElement element) =>
        Enum.TryParse<DicomVr>(element.ValueRepresentation.Code, out var vr) ? vr : DicomVr.UN;

    private static ReadOnlyMemory<byte> Bytes(FellowOakDicom.DicomElement element, bool whole) =>
        element.Buffer is { Size: > 0 } buffer && HeaderRules.Holds(buffer.Size, whole) ? buffer.Data : default;
}
