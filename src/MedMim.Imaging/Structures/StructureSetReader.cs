using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Structures;

/// <summary>Reads RT Structure Sets (DICOM PS3.3 A.19, C.8.8.5, C.8.8.6). Runs in worker processes.</summary>
public sealed class StructureSetReader(IDicomToolkit toolkit)
{
    /// <summary>Reads a file's contours.</summary>
    /// <exception cref="RefusedException">It is no structure set or cannot be read.</exception>
    public StructureSet Read(string path)
    {
        try
        {
            if (DicomExtentWalk.Of(path) == DicomExtent.Truncated)
            {
                throw new RefusedException(new(RefusalCodes.Truncated, "The file ends before its header says it does."));
            }

            return From(toolkit.ReadHeader(path, whole: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new(RefusalCodes.Unreadable, "The file cannot be opened or read."), e);
        }
    }

    /// <summary>The contours of a data set. Contours of other types than CLOSED_PLANAR (points, open lines) enclose nothing and are left out.</summary>
    /// <exception cref="RefusedException">It is no structure set, or its points are no triplets of numbers.</exception>
    public static StructureSet From(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Text(DicomTags.SopClassUid) != DicomUids.StructureSet)
        {
            throw new RefusedException(new(RefusalCodes.LabelUnusable, "The file is no RT Structure Set."));
        }

        var contours = dataset.Items(DicomTags.RoiContourSequence)
            .ToLookup(c => c.Integer(DicomTags.ReferencedRoiNumber), c => c.Items(DicomTags.ContourSequence));
        var regions = dataset.Items(DicomTags.StructureSetRoiSequence)
            .Select(r => (Item: r, Number: r.Integer(DicomTags.RoiNumber)))
            .Where(r => r.Number is not null)
            .Select(r => new StructureRegion(
                r.Number!.Value,
                r.Item.Text(DicomTags.RoiName),
                [.. contours[r.Number].SelectMany(c => c).Where(IsClosed).Select(Points)]))
            .ToList();
        return new(Frame(dataset), ReferencedSeries(dataset), regions);
    }

    private static bool IsClosed(DicomDataset contour) =>
        contour.Text(DicomTags.ContourGeometricType).StartsWith("CLOSED", StringComparison.Ordinal);

    private static Vector3[] Points(DicomDataset contour)
    {
        var numbers = contour.Numbers(DicomTags.ContourData);
        if (numbers.Count == 0 || numbers.Count % 3 != 0)
        {
            throw new RefusedException(new(RefusalCodes.LabelUnusable, "A contour's points are no triplets of numbers."));
        }

        var points = new Vector3[numbers.Count / 3];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new(numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]);
        }

        return points;
    }

    private static string Frame(DicomDataset dataset)
    {
        var referenced = dataset.Items(DicomTags.ReferencedFrameOfReferenceSequence)
            .Select(f => f.Text(DicomTags.FrameOfReferenceUid));
        var perRegion = dataset.Items(DicomTags.StructureSetRoiSequence)
            .Select(r => r.Text(DicomTags.ReferencedFrameOfReferenceUid));
        return referenced.Concat(perRegion).Append(dataset.Text(DicomTags.FrameOfReferenceUid))
            .FirstOrDefault(uid => uid.Length > 0, string.Empty);
    }

    private static List<string> ReferencedSeries(DicomDataset dataset) =>
    [
        .. dataset.Items(DicomTags.ReferencedFrameOfReferenceSequence)
            .SelectMany(f => f.Items(DicomTags.RtReferencedStudySequence))
            .SelectMany(s => s.Items(DicomTags.RtReferencedSeriesSequence))
            .Select(s => s.Text(DicomTags.SeriesInstanceUid))
            .Where(uid => uid.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];
}
