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
            return From(toolkit.ReadHeader(path, whole: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(new(RefusalCodes.Unreadable, "The file cannot be opened or read."), e);
        }
    }

    /// <summary>The contours of a data set, of every geometric type.</summary>
    /// <exception cref="RefusedException">
    /// <c>label-unusable</c>: it is no structure set, or its points are no triplets of numbers; <c>broken-header</c>: a
    /// contour has another number of points than it says, or two regions have one number.
    /// </exception>
    public static StructureSet From(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Text(DicomTags.SopClassUid) != DicomUids.StructureSet)
        {
            throw new RefusedException(new(RefusalCodes.LabelUnusable, "The file is no RT Structure Set."));
        }

        var contours = dataset.Items(DicomTags.RoiContourSequence)
            .ToLookup(c => c.Integer(DicomTags.ReferencedRoiNumber), c => c.Items(DicomTags.ContourSequence));
        var frame = Frame(dataset);
        var regions = dataset.Items(DicomTags.StructureSetRoiSequence)
            .Select(r => (Item: r, Number: r.Integer(DicomTags.RoiNumber)))
            .Where(r => r.Number is not null)
            .Select(r => new StructureRegion(
                r.Number!.Value, r.Item.Text(DicomTags.RoiName), [.. contours[r.Number].SelectMany(c => c).Select(Contour)])
            {
                FrameOfReferenceUid = FirstOf(r.Item.Text(DicomTags.ReferencedFrameOfReferenceUid), frame),
            })
            .ToList();
        return regions.DistinctBy(r => r.Number).Count() == regions.Count
            ? new(frame, ReferencedSeries(dataset), regions)
            : throw new RefusedException(new(RefusalCodes.BrokenHeader, "Two regions have one number."));
    }

    private static StructureContour Contour(DicomDataset contour)
    {
        var kind = contour.Text(DicomTags.ContourGeometricType) switch
        {
            "CLOSED_PLANAR" => ContourKind.ClosedPlanar,
            "CLOSEDPLANAR_XOR" => ContourKind.ClosedPlanarXor,
            _ => ContourKind.Open,
        };
        var points = Points(contour);
        if (contour.Number(DicomTags.NumberOfContourPoints) is { } stated && stated != points.Length)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "A contour has another number of points than it says."));
        }

        var image = contour.Items(DicomTags.ContourImageSequence);
        return new(kind, points)
        {
            InstanceUid = image.Count == 1 ? image[0].Text(DicomTags.ReferencedSopInstanceUid) : string.Empty,
        };
    }

    private static Vector3[] Points(DicomDataset contour)
    {
        var numbers = contour.Numbers(DicomTags.ContourData);
        if (numbers.Count % 3 != 0 || (numbers.Count == 0 && contour.Text(DicomTags.ContourData).Length > 0))
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

    private static string FirstOf(string value, string otherwise) => value.Length > 0 ? value : otherwise;

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
