using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>DICOM Segmentations made by dcmqi against the volumes from which they were made.</summary>
[Collection(WorkerCollection.Name)]
public sealed class RealSegmentationTests(SharedReader shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Label maps were made of the same labels with frames left out; one pads with 5, which is no segment.
    [Theory]
    [InlineData("ct-3slice", "liver.dcm", "liver_seg.nrrd", 1)]
    [InlineData("ct-3slice", "partial_overlaps.dcm", "partial_overlaps-1.nrrd", 1, 4, 5)]
    [InlineData("ct-3slice", "partial_overlaps.dcm", "partial_overlaps-2.nrrd", 2)]
    [InlineData("ct-3slice", "partial_overlaps.dcm", "partial_overlaps-3.nrrd", 3)]
    [InlineData("23x38x3/image", "23x38x3/seg/label.seg", "23x38x3/nrrd/label.nrrd", 1)]
    [InlineData("24x38x3/image", "24x38x3/seg/label.seg", "24x38x3/nrrd/label.nrrd", 1)]
    [InlineData("24x38x3/multiframe", "24x38x3/seg/label.seg", "24x38x3/nrrd/label.nrrd", 1)]
    [InlineData("24x38x3/image", "sparse-labelmap-noppv.dcm", "sparse_labelmap_noppv_seg.nrrd", 1)]
    [InlineData("24x38x3/image", "sparse-labelmap-ppv5.dcm", "sparse_labelmap_ppv5_seg.nrrd", 1)]
    public async Task Equals_its_truth(string images, string segmentation, string truth, params int[] segments)
    {
        using var scratch = new ScratchFolder();
        var grid = await GridAsync(images);
        var choices = segments.Select(s => new SegmentChoice(s, (byte)s)).ToArray();
        await shared.Reader.ReadSegmentsAsync(new(File(segmentation), choices, grid), scratch["label.npy"], Token);
        var expected = VolumeFile.ReadFloat(File(truth));
        Assert.True(expected.Geometry.CoincidesWith(grid));
        Assert.Equal(
            expected.Voxels.Select(v => segments.Contains((int)v) ? (byte)v : (byte)0), NpyFile.Read<byte>(scratch["label.npy"]));
    }

    [Fact]
    public async Task Says_what_it_holds()
    {
        var overlaps = await shared.Reader.ReadSegmentationAsync(File("partial_overlaps.dcm"), Token);
        Assert.Equal(SegmentationKind.Binary, overlaps.Kind);
        Assert.Equal(
            [(1, "GREEN", 1), (2, "ORANGE", 1), (3, "PURPLE", 3), (4, "LIGHT_BLUE", 1), (5, "DARK_BLUE", 1)],
            overlaps.Segments.Select(s => (s.Number, s.Label, s.Frames)));
        Assert.Equal("Edema", overlaps.Segments[3].Type!.Meaning);
        var images = await shared.Reader.InspectAsync(ScanArchive.Files("dicom_seg_dcmqi", "ct-3slice"), Token);
        Assert.Equal([images[0].Header!.SeriesUid], overlaps.ReferencedSeriesUids);
        Assert.Equal(images[0].Header!.FrameOfReferenceUid, overlaps.FrameOfReferenceUid);

        var map = await shared.Reader.ReadSegmentationAsync(File("sparse-labelmap-ppv5.dcm"), Token);
        Assert.Equal((SegmentationKind.Labelmap, 2), (map.Kind, map.Segments.Count));
    }

    [Fact]
    public async Task Segmentations_are_recognised()
    {
        var inspections = await shared.Reader.InspectAsync([File("liver.dcm"), File("sparse-labelmap-ppv5.dcm")], Token);
        Assert.All(inspections, i => Assert.Equal((FileKind.Segmentation, null), (i.Kind, i.Refusal)));
    }

    [Fact]
    public async Task Another_grid_is_refused()
    {
        using var scratch = new ScratchFolder();
        var grid = await GridAsync("24x38x3/image");
        foreach (var (other, code) in new[]
        {
            (grid with { Spacing = new(0.35, 0.7, 2.5) }, RefusalCodes.LabelGridMismatch),
            (grid with { Origin = grid.Origin + new Vector3(0.3, 0, 0) }, RefusalCodes.LabelGridMismatch),
            (grid with { Origin = grid.Origin + new Vector3(0, 0, 7.5) }, RefusalCodes.LabelBeyondImage),
        })
        {
            var refusal = await Assert.ThrowsAsync<RefusedException>(() => shared.Reader.ReadSegmentsAsync(
                new(File("24x38x3/seg/label.seg"), [new(1, 1)], other), scratch["label.npy"], Token));
            Assert.Equal(code, refusal.Refusal.Code);
            Assert.Empty(Directory.GetFiles(scratch.Path));
        }
    }

    private static string File(string path) => ScanArchive.File(["dicom_seg_dcmqi", .. path.Split('/')]);

    private async Task<VolumeGeometry> GridAsync(string images)
    {
        var inspections = await shared.Reader.InspectAsync(ScanArchive.Files(["dicom_seg_dcmqi", .. images.Split('/')]), Token);
        return Assert.Single(SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]).Plans).Geometry;
    }
}
