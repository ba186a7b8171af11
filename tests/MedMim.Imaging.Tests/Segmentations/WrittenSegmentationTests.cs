using System.Globalization;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>Segmentations of real series, written in a worker, judged by other programs and read back.</summary>
[Collection(WorkerCollection.Name)]
public sealed class WrittenSegmentationTests(SharedReader shared)
{
    private static readonly SegmentationContent Content =
        new([SegmentDescription.Named(1, "tumour"), SegmentDescription.Named(2, "Leber, groß") with { Type = SegmentTerms.Type("liver") }])
        {
            AlgorithmVersion = "sha256:0123456789abcdef",
        };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dicom_seg_dcmqi", "ct-3slice")]
    [InlineData("dicom_seg_dcmqi", "23x38x3", "image")]
    [InlineData("dicom_seg_dcmqi", "23x38x3", "multiframe")]
    [InlineData("tumour_sts", "dicom", "STS_008", "MR_T1", "image")]
    [InlineData("tumour_sts", "dicom", "STS_008", "PET", "image")]
    [InlineData("NC_tumour_ibsi_lung", "dicom", "image")]
    [InlineData("dicom_rtstruct_rtutils", "tests", "oriented_data")]
    public async Task Is_valid_and_comes_back(params string[] series)
    {
        using var scratch = new ScratchFolder();
        var plan = await PlanAsync(series);
        var labels = Some(plan.Geometry);
        NpyFile.Write(scratch["labels.npy"], labels);
        await shared.Writer.WriteAsync(
            new SegmentationExport(plan, scratch["labels.npy"], plan.Geometry, Content, scratch["seg.dcm"]), Token);

        Assert.Empty(Dciodvfy.Errors(scratch["seg.dcm"]));
        await shared.Reader.ReadSegmentsAsync(
            new(scratch["seg.dcm"], [new(1, 1), new(2, 2)], plan.Geometry), scratch["back.npy"], Token);
        Assert.Equal(labels.Voxels, NpyFile.Read<byte>(scratch["back.npy"]));
        var said = await shared.Reader.ReadSegmentationAsync(scratch["seg.dcm"], Token);
        Assert.Equal([plan.Header!.SeriesUid], said.ReferencedSeriesUids);
        Assert.Equal("Leber, groß", said.Segments[1].Label);

        await shared.Writer.WriteAsync(
            new SegmentationExport(plan, scratch["labels.npy"], plan.Geometry, Content, scratch["again.dcm"]), Token);
        Assert.Equal(await File.ReadAllBytesAsync(scratch["seg.dcm"], Token), await File.ReadAllBytesAsync(scratch["again.dcm"], Token));
    }

    [Theory]
    [InlineData("tumour_sts", "dicom", "STS_008", "MR_T1", "image")]
    [InlineData("dicom_seg_dcmqi", "23x38x3", "multiframe")]
    public async Task Boxes_are_valid_and_come_back(params string[] series)
    {
        using var scratch = new ScratchFolder();
        var plan = await PlanAsync(series);
        var size = plan.Geometry.Size;
        VoxelBox[] boxes =
        [
            new(0, size.Y / 4, size.X / 4, new(size.Z, size.Y / 4, size.X / 3)), new(size.Z - 1, size.Y / 3, size.X / 3, new(1, size.Y / 2, size.X / 3)),
        ];
        var content = Content with
        {
            Segments = [.. boxes.Select((b, i) => SegmentDescription.Named(1, $"Größe {i + 1}") with { Box = b, Note = "Score 0.91 of 1; 3 × 4 × 5 mm" })],
        };
        await shared.Writer.WriteAsync(new SegmentationExport(plan, null, plan.Geometry, content, scratch["seg.dcm"]), Token);

        Assert.Empty(Dciodvfy.Errors(scratch["seg.dcm"]));
        for (var i = 0; i < boxes.Length; i++)
        {
            await shared.Reader.ReadSegmentsAsync(new(scratch["seg.dcm"], [new(i + 1, 1)], plan.Geometry), scratch["back.npy"], Token);
            var back = LabelledObjects.OfLabels(NpyFile.Read<byte>(scratch["back.npy"]), size);
            Assert.Equal((boxes[i], boxes[i].Size.Count), (Assert.Single(back).Box.Voxels(size), back[0].Voxels));
        }
    }

    // pydicom knows nothing of our packing, order of frames or functional groups.
    [Fact]
    public async Task Pydicom_reads_the_same_labels()
    {
        using var scratch = new ScratchFolder();
        var plan = await PlanAsync("dicom_seg_dcmqi", "23x38x3", "image");
        var labels = Some(plan.Geometry);
        NpyFile.Write(scratch["labels.npy"], labels);
        await shared.Writer.WriteAsync(
            new SegmentationExport(plan, scratch["labels.npy"], plan.Geometry, Content, scratch["seg.dcm"]), Token);
        const string Script = """
            import sys, numpy, pydicom
            d = pydicom.dcmread(sys.argv[1])
            s = pydicom.dcmread(sys.argv[2], stop_before_pixels=True)
            want = numpy.load(sys.argv[3])
            origin, step = float(sys.argv[4]), float(sys.argv[5])
            got = numpy.zeros_like(want)
            for pixels, frame in zip(d.pixel_array, d.PerFrameFunctionalGroupsSequence):
                z = round((float(frame.PlanePositionSequence[0].ImagePositionPatient[2]) - origin) / step)
                got[z][pixels > 0] = frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber
            same = all(d[k].value == s[k].value for k in ('PatientName', 'PatientID', 'StudyInstanceUID', 'FrameOfReferenceUID'))
            print(int((got != want).sum()), int(want.sum() > 0), same)
            """;
        var grid = plan.Geometry;
        var printed = Python.Run(
            Script, scratch["seg.dcm"], plan.Files[0], scratch["labels.npy"],
            grid.Origin.Z.ToString("R", CultureInfo.InvariantCulture), grid.Spacing.Z.ToString("R", CultureInfo.InvariantCulture));
        Assert.Equal("0 1 True", printed.Trim());
    }

    [Fact]
    public async Task Pydicom_reads_the_same_boxes()
    {
        using var scratch = new ScratchFolder();
        var plan = await PlanAsync("dicom_seg_dcmqi", "23x38x3", "image");
        var size = plan.Geometry.Size;
        VoxelBox[] boxes = [new(0, 2, 3, new(2, 5, 4)), new(1, 4, 5, new(size.Z - 1, 9, 7))];
        var content = Content with { Segments = [.. boxes.Select((b, i) => SegmentDescription.Named(1, $"tumour {i + 1}") with { Box = b, Note = "Score 0.5" })] };
        await shared.Writer.WriteAsync(new SegmentationExport(plan, null, plan.Geometry, content, scratch["seg.dcm"]), Token);
        const string Script = """
            import sys, numpy, pydicom
            d = pydicom.dcmread(sys.argv[1])
            for s in d.SegmentSequence:
                frames = [p for p, f in zip(d.pixel_array, d.PerFrameFunctionalGroupsSequence)
                          if f.SegmentIdentificationSequence[0].ReferencedSegmentNumber == s.SegmentNumber]
                rows, columns = numpy.nonzero(sum(frames))
                print(s.SegmentLabel, s.SegmentDescription, len(frames), int(sum(frames).sum()), rows.min(), rows.max(), columns.min(), columns.max())
            print(d.SegmentsOverlap)
            """;
        Assert.Equal(
            ["tumour 1 Score 0.5 2 40 2 6 3 6", $"tumour 2 Score 0.5 {size.Z - 1} {(size.Z - 1) * 63} 4 12 5 11", "YES"],
            Python.Run(Script, scratch["seg.dcm"]).Trim().Split('\n'));
    }

    [Fact]
    public async Task An_unwritable_folder_is_an_io_error()
    {
        using var scratch = new ScratchFolder();
        var plan = await PlanAsync("dicom_seg_dcmqi", "23x38x3", "image");
        NpyFile.Write(scratch["labels.npy"], Some(plan.Geometry));
        await Assert.ThrowsAsync<IOException>(() => shared.Writer.WriteAsync(
            new SegmentationExport(plan, scratch["labels.npy"], plan.Geometry, Content, "/proc/nowhere/seg.dcm"), Token));
    }

    private async Task<SeriesPlan> PlanAsync(params string[] series)
    {
        var inspections = await shared.Reader.InspectAsync(ScanArchive.Files(series), Token);
        return Assert.Single(SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]).Plans);
    }

    // Two labels that share slices, some voxels at the corners, and slices without any.
    private static Volume<byte> Some(VolumeGeometry grid)
    {
        var labels = new Volume<byte>(grid);
        var size = grid.Size;
        for (var z = 0; z < size.Z - 1; z++)
        {
            for (var y = size.Y / 4; y < size.Y / 2; y++)
            {
                for (var x = size.X / 3; x < size.X / 2; x++)
                {
                    labels[z, y, x] = (byte)(1 + ((x + y + z) % 2));
                }
            }
        }

        labels[0, 0, 0] = labels[0, size.Y - 1, size.X - 1] = 1;
        return labels;
    }
}
