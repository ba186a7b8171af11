using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>Segmentations that lie about themselves: each is refused for what is wrong, and none is read.</summary>
public sealed class HostileSegmentationTests
{
    private static readonly VolumeGeometry Grid = SourceSeries.Grid(new(3, 5, 7));

    [Fact]
    public void As_it_was_written_it_is_read() => Assert.Equal(Labels().Voxels, Read(_ => { }).Voxels);

    [Theory]
    [InlineData(0x00620002u)] // Segment Sequence
    [InlineData(0x52009230u)] // Per-frame Functional Groups Sequence
    [InlineData(0x00280008u)] // Number of Frames
    [InlineData(0x00280010u)] // Rows
    [InlineData(0x00280100u)] // Bits Allocated
    public void What_is_missing_is_a_broken_header(uint tag) =>
        Refused(RefusalCodes.BrokenHeader, d => d.Remove(DicomTag.Of(tag)));

    [Fact]
    public void Frames_without_a_place_have_no_geometry()
    {
        Refused(RefusalCodes.NoGeometry, d => d.Remove(DicomTags.SharedFunctionalGroupsSequence));
        Refused(RefusalCodes.NoGeometry, d => Frame(d).Remove(DicomTags.PlanePositionSequence));
        Refused(RefusalCodes.NoGeometry, d => Frame(d).SetItems(DicomTags.PlanePositionSequence, new DicomDataset()
            .SetText(DicomTags.ImagePositionPatient, DicomVr.DS, "1", "NaN", "2")));
    }

    [Fact]
    public void More_frames_than_promised_and_fewer()
    {
        Refused(RefusalCodes.BrokenHeader, d => d.SetIntegers(DicomTags.NumberOfFrames, 2));
        Refused(RefusalCodes.BrokenHeader, d => d.SetIntegers(DicomTags.NumberOfFrames, int.MaxValue));
        Refused(RefusalCodes.PixelMismatch, _ => { }, new byte[4]);
        Refused(RefusalCodes.PixelMismatch, _ => { }, new byte[4000]);
    }

    // 16 bits of rows and columns and as many frames as there are: far more than any file holds.
    [Fact]
    public void Sizes_beyond_all_bounds() => Refused(RefusalCodes.Unsupported, d =>
    {
        d.SetShorts(DicomTags.Rows, ushort.MaxValue).SetShorts(DicomTags.Columns, ushort.MaxValue);
        var frame = Frame(d);
        d.SetItems(DicomTags.PerFrameFunctionalGroupsSequence, [.. Enumerable.Repeat(frame, 20)]);
        d.SetIntegers(DicomTags.NumberOfFrames, 20);
    });

    [Fact]
    public void A_frame_of_a_segment_that_is_not_described()
    {
        Refused(RefusalCodes.BrokenHeader, d => Frame(d).Remove(SegmentationTags.SegmentIdentificationSequence));
        Refused(RefusalCodes.BrokenHeader, d => Frame(d).SetItems(
            SegmentationTags.SegmentIdentificationSequence,
            new DicomDataset().SetShorts(SegmentationTags.ReferencedSegmentNumber, 9)));
    }

    [Fact]
    public void Segments_without_a_number_or_with_the_same()
    {
        Refused(RefusalCodes.BrokenHeader, d => d.Items(SegmentationTags.SegmentSequence)[0].Remove(SegmentationTags.SegmentNumber));
        Refused(RefusalCodes.BrokenHeader, d => d.Items(SegmentationTags.SegmentSequence)[0].SetShorts(SegmentationTags.SegmentNumber, 2));
    }

    [Fact]
    public void Two_frames_of_one_segment_at_one_place() => Refused(RefusalCodes.ConflictingDuplicates, d =>
        Frame(d, 1).Set(Frame(d)[DicomTags.PlanePositionSequence]!));

    [Theory]
    [InlineData("1e300")]
    [InlineData("-99999999")]
    public void Frames_far_away(string coordinate) => Refused(RefusalCodes.LabelBeyondImage, d =>
        Frame(d).SetItems(DicomTags.PlanePositionSequence, new DicomDataset()
            .SetText(DicomTags.ImagePositionPatient, DicomVr.DS, coordinate, "0", "0")));

    [Theory]
    [InlineData("1\\0\\0\\0\\0\\0")]
    [InlineData("1\\0\\0\\1\\0\\0")]
    [InlineData("9\\0\\0\\0\\9\\0")]
    public void Directions_that_are_none(string cosines) => Refused(RefusalCodes.BrokenHeader, d =>
        d.Items(DicomTags.SharedFunctionalGroupsSequence)[0].SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset()
            .SetText(DicomTags.ImageOrientationPatient, DicomVr.DS, cosines)));

    [Fact]
    public void Kinds_that_are_none()
    {
        Refused(RefusalCodes.Unsupported, d => d.SetText(SegmentationTags.SegmentationType, DicomVr.CS, "SOMETHING"));
        Refused(RefusalCodes.LabelUnusable, d => d.SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.CtImage));
        Refused(RefusalCodes.BrokenHeader, d => d.SetText(SegmentationTags.SegmentationType, DicomVr.CS, "FRACTIONAL"));
    }

    // Labels 1 on slices 0 and 1, label 2 on slice 1.
    private static Volume<byte> Labels()
    {
        var labels = new Volume<byte>(Grid);
        labels[0, 0, 0] = labels[1, 4, 6] = 1;
        labels[1, 2, 3] = 2;
        return labels;
    }

    private static DicomDataset Frame(DicomDataset dataset, int index = 0) =>
        dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence)[index];

    private static Volume<byte> Read(Action<DicomDataset> change, byte[]? pixels = null)
    {
        var content = new SegmentationContent([SegmentDescription.Named(1, "tumour"), SegmentDescription.Named(2, "liver")]);
        var (dataset, written) = SegmentationWriter.Create(SourceSeries.Headers(Grid), Labels(), content);
        change(dataset);
        var plan = new SegmentsPlan("x", [new(1, 1), new(2, 2)], Grid);
        return new SegmentationReader(new MemoryToolkit(dataset, pixels ?? written)).ReadLabels(plan);
    }

    private static void Refused(string code, Action<DicomDataset> change, byte[]? pixels = null) =>
        Assert.Equal(code, Assert.Throws<RefusedException>(() => Read(change, pixels)).Refusal.Code);
}
