using System.Globalization;
using System.Security.Cryptography;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// Makes a binary DICOM Segmentation (PS3.3 A.51) of a label volume, a segment a label, or of boxes, a segment a box: frames only
/// where there is something, the patient and study of the source. It is clinical output: it names the patient, so it goes where the user
/// says and nowhere else. The same input gives the same object, UIDs and dates too.
/// </summary>
public static class SegmentationWriter
{
    /// <summary>The data set and its pixels, to be written with <see cref="IDicomToolkit.Write"/>.</summary>
    /// <param name="sources">Headers of the files of the source series; the first stands for all where they agree.</param>
    /// <param name="labels">Label values [z, y, x], on a grid of the source's frame of reference.</param>
    /// <param name="content">What to say of them.</param>
    /// <param name="frames">Of a multi-frame source, the frames that were labelled, from 0; null for all.</param>
    /// <exception cref="ArgumentException">There is no source, or a label that is not described.</exception>
    /// <exception cref="InputException">The source has no date, and none is given.</exception>
    public static (DicomDataset Dataset, ReadOnlyMemory<byte> Pixels) Create(
        IReadOnlyList<DicomDataset> sources,
        Volume<byte> labels,
        SegmentationContent content,
        IReadOnlyList<int>? frames = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(content);
        byte[] values = [.. content.Segments.Select(s => s.Value)];
        RequireDescriptions(labels, values);
        return Assemble(
            sources, labels.Geometry, content, frames, PackedFrames.Of(labels, values), Convert.ToHexString(SHA256.HashData(labels.Voxels)), overlap: false);
    }

    /// <summary>As <see cref="Create"/>, of boxes: each segment fills the voxels of its own, and they may overlap.</summary>
    /// <param name="sources">Headers of the files of the source series.</param>
    /// <param name="grid">The grid of the boxes, in the source's frame of reference.</param>
    /// <param name="content">What to say of them; every segment has a box.</param>
    /// <param name="frames">Of a multi-frame source, the frames that were looked at, from 0; null for all.</param>
    /// <exception cref="ArgumentException">There is no source, no segment, or one without a box within the grid.</exception>
    /// <exception cref="InputException">The source has no date, and none is given.</exception>
    public static (DicomDataset Dataset, ReadOnlyMemory<byte> Pixels) CreateBoxes(
        IReadOnlyList<DicomDataset> sources, VolumeGeometry grid, SegmentationContent content, IReadOnlyList<int>? frames = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(content);
        VoxelBox[] boxes = [.. content.Segments.Select(s => s.Box).OfType<VoxelBox>().Where(b => b.FitsIn(grid.Size))];
        if (boxes.Length == 0 || boxes.Length != content.Segments.Count)
        {
            throw new ArgumentException("Every segment needs a box within the grid, and there must be one.", nameof(content));
        }

        var overlap = boxes.Where((b, i) => boxes.Take(i).Any(b.Overlaps)).Any();
        return Assemble(sources, grid, content, frames, PackedFrames.Of(grid.Size, boxes), string.Join(';', boxes), overlap);
    }

    private static (DicomDataset Dataset, ReadOnlyMemory<byte> Pixels) Assemble(
        IReadOnlyList<DicomDataset> sources, VolumeGeometry grid, SegmentationContent content, IReadOnlyList<int>? frames,
        PackedFrames packed, string pixels, bool overlap)
    {
        if (sources.Count == 0)
        {
            throw new ArgumentException("A segmentation needs a source.", nameof(sources));
        }

        var dataset = new DicomDataset();
        var first = sources[0];
        var text = new SegmentText(SourceModules.Copy(first, dataset));
        var digest = Digest(sources, grid, pixels, content);
        SetIdentity(dataset, first, content, text, digest);
        dataset.SetItems(SegmentationTags.SegmentSequence, SegmentItems.Of(content, text));
        SetPixels(dataset, grid.Size, packed.Frames.Count, first, overlap);
        var images = new SourceImages(sources, frames ?? []);
        dataset.SetItems(SegmentationTags.ReferencedSeriesSequence, new DicomDataset()
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, first.Text(DicomTags.SeriesInstanceUid))
            .SetItems(SegmentationTags.ReferencedInstanceSequence, images.Instances()));
        new SegmentationGroups(images, grid, first.Number(DicomTags.SliceThickness) is > 0 and var mm ? mm : null)
            .Set(dataset, packed.Frames, DerivedUid.Of("dimensions", digest));
        return (dataset, packed.Bits);
    }

    private static void RequireDescriptions(Volume<byte> labels, byte[] values)
    {
        byte[] known = [0, .. values];
        if (known.Distinct().Count() != known.Length || labels.Voxels.AsSpan().ContainsAnyExcept(known))
        {
            throw new ArgumentException("Every label needs one description, and 0 none.", nameof(labels));
        }
    }

    // Of everything that the object says, so that another object gets another UID.
    private static string Digest(IReadOnlyList<DicomDataset> sources, VolumeGeometry grid, string pixels, SegmentationContent content)
    {
        Vector3[] vectors = [grid.Spacing, grid.Origin, grid.AxisX, grid.AxisY, grid.AxisZ];
        var geometry = string.Join(' ', vectors.SelectMany(v => new[] { v.X, v.Y, v.Z }).Select(DicomBuilding.DecimalString));
        string[] made =
        [
            content.Algorithm.ToString(), content.AlgorithmName, content.AlgorithmVersion, content.SeriesDescription,
            content.SeriesNumber.ToString(CultureInfo.InvariantCulture), content.Creator,
            content.Time?.ToString("s", CultureInfo.InvariantCulture) ?? string.Empty,
        ];
        return DerivedUid.Of(
        [
            .. sources.Select(s => s.Text(DicomTags.SopInstanceUid)),
            geometry,
            pixels,
            .. made,
            .. content.Segments.Select(s => $"{s.Value} {s.Label} {s.Category} {s.Type}{s.Note}"),
        ]);
    }

    private static void SetIdentity(
        DicomDataset dataset, DicomDataset source, SegmentationContent content, SegmentText text, string digest)
    {
        var frame = source.Text(DicomTags.FrameOfReferenceUid) is { Length: > 0 } stated
            ? stated
            : DerivedUid.Of("frame", source.Text(DicomTags.SeriesInstanceUid));
        var (date, time) = ContentTime.Of(source, content.Time);
        dataset
            .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.Segmentation)
            .SetText(DicomTags.SopInstanceUid, DicomVr.UI, DerivedUid.Of("instance", digest))
            .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, DerivedUid.Of("series", digest))
            .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, frame)
            .SetText(DicomTags.Modality, DicomVr.CS, "SEG")
            .SetText(DicomTags.ImageType, DicomVr.CS, "DERIVED", "PRIMARY")
            .SetText(DicomTags.SeriesDescription, DicomVr.LO, text.Clean(content.SeriesDescription, "Segmentation"))
            .SetIntegers(DicomTags.SeriesNumber, content.SeriesNumber)
            .SetIntegers(DicomTags.InstanceNumber, 1)
            .SetText(SegmentationTags.ContentDate, DicomVr.DA, date)
            .SetText(SegmentationTags.ContentTime, DicomVr.TM, time)
            .SetText(SegmentationTags.ContentLabel, DicomVr.CS, "SEGMENTATION")
            .SetText(SegmentationTags.ContentDescription, DicomVr.LO, text.Clean(content.SeriesDescription, "Segmentation"))
            .SetText(SegmentationTags.ContentCreatorName, DicomVr.PN, text.Clean(content.Creator, "MedMim"))
            .SetText(DicomTags.Manufacturer, DicomVr.LO, "MedMim")
            .SetText(SegmentationTags.ManufacturerModelName, DicomVr.LO, "MedMim")
            .SetText(SegmentationTags.DeviceSerialNumber, DicomVr.LO, "0")
            .SetText(SegmentationTags.SoftwareVersions, DicomVr.LO, text.Clean(content.AlgorithmVersion, "0"));
    }

    private static void SetPixels(DicomDataset dataset, GridSize size, int frames, DicomDataset source, bool overlap)
    {
        dataset
            .SetShorts(DicomTags.SamplesPerPixel, 1)
            .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
            .SetIntegers(DicomTags.NumberOfFrames, frames)
            .SetShorts(DicomTags.Rows, checked((ushort)size.Y))
            .SetShorts(DicomTags.Columns, checked((ushort)size.X))
            .SetShorts(DicomTags.BitsAllocated, 1)
            .SetShorts(DicomTags.BitsStored, 1)
            .SetShorts(DicomTags.HighBit, 0)
            .SetShorts(DicomTags.PixelRepresentation, 0)
            .SetText(SegmentationTags.SegmentationType, DicomVr.CS, "BINARY")
            .SetText(SegmentationTags.SegmentsOverlap, DicomVr.CS, overlap ? "YES" : "NO")
            .SetText(SegmentationTags.LossyImageCompression, DicomVr.CS, "00");

        // Labels of an image that was once compressed with loss say so for good (PS3.3 C.7.6.1.1.5).
        if (source.Text(SegmentationTags.LossyImageCompression) == "01")
        {
            DicomTag[] lossy =
            [
                SegmentationTags.LossyImageCompression,
                SegmentationTags.LossyImageCompressionRatio,
                SegmentationTags.LossyImageCompressionMethod,
            ];
            foreach (var element in lossy.Select(t => source[t]).OfType<DicomElement>())
            {
                dataset.Set(element);
            }
        }
    }
}
