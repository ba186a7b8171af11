using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Segmentations;

/// <summary>What is needed of a segmentation's header to read its pixels, checked.</summary>
internal sealed record SegmentationLayout
{
    public required SegmentationObject Object { get; init; }

    public required IReadOnlyList<SegmentationFrame> Frames { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public required int BitsAllocated { get; init; }

    /// <summary>Maximum Fractional Value; 1 for binary segments.</summary>
    public required int Maximum { get; init; }

    /// <exception cref="RefusedException">
    /// <c>label-unusable</c>: no segmentation; <c>unsupported</c>: of an unknown kind, or too large; <c>broken-header</c>,
    /// <c>no-geometry</c>: it contradicts itself or lacks what is needed.
    /// </exception>
    public static SegmentationLayout Of(DicomDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var kind = KindOf(dataset);
        var segments = dataset.Items(SegmentationTags.SegmentSequence).Select(SegmentOf).ToList();
        if (segments.Count == 0 || segments.DistinctBy(s => s.Number).Count() != segments.Count)
        {
            throw Refuse(RefusalCodes.BrokenHeader, "It describes no segment, or two of one number.");
        }

        var frames = SegmentationFrames.Of(dataset, kind, [.. segments.Select(s => s.Number)]);
        var counts = frames.CountBy(f => f.Segment).ToDictionary();
        var layout = new SegmentationLayout
        {
            Object = new(kind, dataset.Text(DicomTags.FrameOfReferenceUid), SeriesOf(dataset), [.. segments.Select(s => s with
            {
                Frames = counts.GetValueOrDefault(kind == SegmentationKind.Labelmap ? 0 : s.Number),
            })]),
            Frames = frames,
            Rows = dataset.Integer(DicomTags.Rows) ?? 0,
            Columns = dataset.Integer(DicomTags.Columns) ?? 0,
            BitsAllocated = dataset.Integer(DicomTags.BitsAllocated) ?? 0,
            Maximum = kind == SegmentationKind.Fractional ? dataset.Integer(SegmentationTags.MaximumFractionalValue) ?? 0 : 1,
        };
        layout.RequireSense();
        return layout;
    }

    private void RequireSense()
    {
        if (Rows < 1 || Columns < 1 || Maximum < 1 || Maximum > byte.MaxValue || (Object.Kind, BitsAllocated) is not
            ((SegmentationKind.Binary, 1) or (SegmentationKind.Fractional, 8) or (SegmentationKind.Labelmap, 8 or 16)))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "Its size, bits or maximum make no sense for its kind.");
        }

        if ((decimal)Rows * Columns * Frames.Count * BitsAllocated > 8m * DicomLimits.LargestPixels)
        {
            throw Refuse(RefusalCodes.Unsupported, "It has more pixels than can be read.");
        }
    }

    private static SegmentationKind KindOf(DicomDataset dataset) =>
        (dataset.Text(DicomTags.SopClassUid), dataset.Text(SegmentationTags.SegmentationType)) switch
        {
            (DicomUids.Segmentation, "BINARY") => SegmentationKind.Binary,
            (DicomUids.Segmentation, "FRACTIONAL") => SegmentationKind.Fractional,
            (DicomUids.Segmentation or DicomUids.LabelmapSegmentation, "LABELMAP") => SegmentationKind.Labelmap,
            (DicomUids.Segmentation or DicomUids.LabelmapSegmentation, _) =>
                throw Refuse(RefusalCodes.Unsupported, "It is neither binary nor fractional nor a label map."),
            _ => throw Refuse(RefusalCodes.LabelUnusable, "The file is no DICOM Segmentation."),
        };

    private static Segment SegmentOf(DicomDataset item) =>
        item.Integer(SegmentationTags.SegmentNumber) is >= 0 and <= ushort.MaxValue and var number
            ? new(number, item.Text(SegmentationTags.SegmentLabel))
            {
                Category = item.Term(SegmentationTags.SegmentedPropertyCategoryCodeSequence),
                Type = item.Term(SegmentationTags.SegmentedPropertyTypeCodeSequence),
            }
            : throw Refuse(RefusalCodes.BrokenHeader, "A segment has no number.");

    private static List<string> SeriesOf(DicomDataset dataset) =>
    [
        .. dataset.Items(SegmentationTags.ReferencedSeriesSequence)
            .Concat(dataset.Items(SegmentationTags.StudiesContainingOtherReferencedInstances)
                .SelectMany(s => s.Items(SegmentationTags.ReferencedSeriesSequence)))
            .Select(s => s.Text(DicomTags.SeriesInstanceUid))
            .Where(uid => uid.Length > 0)
            .Distinct(StringComparer.Ordinal),
    ];

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
