using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Tests.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

/// <summary>Structure sets with which the authors of rt-utils tested, the invalid ones too.</summary>
[Collection(WorkerCollection.Name)]
public sealed class ForeignStructureTests(SharedReader shared)
{
    // The grid of ct_1 and ct_2, and of a third slice above them where one is asked for.
    private static VolumeGeometry Grid(int slices) => new(
        new(slices, 512, 512), new(0.488281, 0.488281, 5), new(-125, -125, 60), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    [Fact]
    public async Task A_square_with_an_eight_sided_hole_equals_its_truth()
    {
        var set = await ReadAsync("mock_data", "rt.dcm");
        var mask = ContourRasterizer.Rasterize(set.Regions, Grid(2));

        // By hand from the points: centres 152 to 200 in both directions, without 160 to 190 but for three in a corner.
        Assert.Equal((49 * 49) - ((31 * 31) - 3), mask.Voxels.Take(512 * 512).Count(v => v != 0));
        Assert.Equal((1, 0, 1, 0), (mask[0, 160, 161], mask[0, 160, 162], mask[0, 152, 200], mask[0, 190, 190]));
        Assert.DoesNotContain((byte)1, mask.Voxels.Skip(512 * 512));
    }

    [Fact]
    public async Task A_made_up_frame_of_reference_is_taken_for_the_sake_of_the_slices()
    {
        var set = await ReadAsync("mock_data", "rt.dcm");
        var images = await shared.Reader.InspectAsync(
            [Path("mock_data", "ct_1.dcm"), Path("mock_data", "ct_2.dcm")], TestContext.Current.CancellationToken);
        var headers = images.Select(i => i.Header!).OrderBy(h => h.Positions[0].Z).ToArray();
        Assert.NotEqual(headers[0].FrameOfReferenceUid, set.FrameOfReferenceUid);
        Assert.True(ContourFrame.Check(set.Regions, headers[0].FrameOfReferenceUid, [.. headers.Select(h => h.InstanceUid)], Grid(2)));
    }

    [Fact]
    public async Task Contours_on_a_slice_that_is_not_there_are_refused()
    {
        var set = await ReadAsync("mock_data", "invalid_reference_rt.dcm");
        Assert.Equal(4, set.Regions.Count);
        var refusal = Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize(set.Regions, Grid(2))).Refusal;
        Assert.Equal(RefusalCodes.LabelBeyondImage, refusal.Code);
        var whole = ContourRasterizer.Rasterize([set.Regions[0]], Grid(3));
        Assert.All(Enumerable.Range(0, 3), z => Assert.Contains((byte)1, whole.Voxels.Skip(z * 512 * 512).Take(512 * 512)));
    }

    [Fact]
    public async Task A_set_that_names_no_series_says_so() =>
        Assert.Empty((await ReadAsync("mock_data", "non_existent_reference_rt.dcm")).ReferencedSeriesUids);

    [Fact]
    public async Task Contours_of_axial_slices_are_oblique_to_a_tilted_image()
    {
        var inspections = await shared.Reader.InspectAsync(
            ScanArchive.Files("dicom_rtstruct_rtutils", "tests", "oriented_data"), TestContext.Current.CancellationToken);
        var grid = Assert.Single(SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]).Plans).Geometry;
        var set = await ReadAsync("mock_data", "rt.dcm");
        var near = new StructureRegion(1, "moved", [.. set.Regions[0].Contours.Select(c => c with
        {
            Points = [.. c.Points.Select(p => p - c.Points[0] + grid.ToPhysical(1, 10, 10))],
        })]);
        var refusal = Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize([near], grid)).Refusal;
        Assert.Equal(RefusalCodes.ContourOblique, refusal.Code);
    }

    private Task<StructureSet> ReadAsync(params string[] path) =>
        shared.Reader.ReadStructuresAsync(Path(path), TestContext.Current.CancellationToken);

    private static string Path(params string[] path) => ScanArchive.File(["dicom_rtstruct_rtutils", "tests", .. path]);
}
