using MedMim.Imaging.Scans;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

public sealed class ContourRasterizerTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(3, 20, 20), new(1, 1, 2));

    [Fact]
    public void A_circle_covers_the_centres_within_its_radius()
    {
        var circle = Enumerable.Range(0, 720)
            .Select(i => i * Math.PI / 360)
            .Select(a => new Vector3(9.5 + (6.3 * Math.Cos(a)), 9.5 + (6.3 * Math.Sin(a)), 2))
            .ToArray();
        var mask = ContourRasterizer.Rasterize([Region(circle)], Grid);
        for (var y = 0; y < 20; y++)
        {
            for (var x = 0; x < 20; x++)
            {
                var inside = Math.Sqrt(((x - 9.5) * (x - 9.5)) + ((y - 9.5) * (y - 9.5))) < 6.3;
                Assert.Equal(inside ? 1 : 0, mask[1, y, x]);
                Assert.Equal(0, mask[0, y, x]);
            }
        }
    }

    [Fact]
    public void A_contour_within_another_is_a_hole() =>
        Assert.Equal(
            (8 * 8) - (4 * 4),
            ContourRasterizer.Rasterize([Region(Square(2, 8, 2), Square(4, 4, 2))], Grid).Voxels.Sum(v => v));

    [Fact]
    public void Regions_are_united() =>
        Assert.Equal(
            8 * 8,
            ContourRasterizer.Rasterize([Region(Square(2, 8, 2)), Region(Square(4, 4, 2))], Grid).Voxels.Sum(v => v));

    [Fact]
    public void A_contour_beyond_the_image_is_cut_at_its_edge() =>
        Assert.Equal(20 * 20, ContourRasterizer.Rasterize([Region(Square(-50, 200, 0))], Grid).Voxels.Sum(v => v));

    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(1.1, 1)]
    [InlineData(4.9, 2)]
    public void A_plane_belongs_to_the_slice_within_half_a_spacing(double height, int slice) =>
        Assert.Equal(1, ContourRasterizer.Rasterize([Region(Square(2, 8, height))], Grid)[slice, 5, 5]);

    [Fact]
    public void Of_two_planes_in_one_slice_the_nearer_counts() =>
        Assert.Equal(
            8 * 8, ContourRasterizer.Rasterize([Region(Square(2, 8, 2), Square(4, 4, 2.6))], Grid).Voxels.Sum(v => v));

    [Theory]
    [InlineData(-1.1)]
    [InlineData(5.1)]
    [InlineData(1e300)]
    public void A_contour_above_or_below_the_image_is_refused(double height) =>
        Refused(RefusalCodes.LabelBeyondImage, Region(Square(2, 8, height)));

    [Fact]
    public void An_oblique_contour_is_refused()
    {
        Vector3[] contour = [new(1, 1, 0), new(8, 1, 0), new(8, 8, 4), new(1, 8, 4)];
        Refused(RefusalCodes.ContourOblique, Region(contour));
    }

    [Fact]
    public void No_contour_is_refused() => Refused(RefusalCodes.LabelUnusable, Region());

    [Fact]
    public void A_region_smaller_than_any_voxel_is_refused()
    {
        Vector3[] contour = [new(1.2, 1.2, 2), new(1.4, 1.2, 2), new(1.4, 1.4, 2)];
        Refused(RefusalCodes.LabelUnusable, Region(contour));
    }

    [Fact]
    public void Points_and_open_lines_are_refused() => Refused(
        RefusalCodes.ContourNotClosed,
        new StructureRegion(1, "region", [Closed(Square(2, 8, 0)), new(ContourKind.Open, [new(3, 3, 2)])]));

    [Fact]
    public void Degenerate_contours_enclose_nothing()
    {
        Vector3[] line = [new(1, 1, 2), new(5, 5, 2), new(3, 3, 2)];
        var region = Region(Square(2, 8, 2), [new(15, 15, 2)], [new(15, 15, 2), new(18, 18, 2)], line, []);
        Assert.Equal(8 * 8, ContourRasterizer.Rasterize([region], Grid).Voxels.Sum(v => v));
    }

    [Fact]
    public void A_region_drawn_at_a_distance_that_is_no_multiple_of_the_slices_is_refused()
    {
        var tall = VolumeGeometry.Identity(new(9, 20, 20), new(1, 1, 2));
        var coarse = Region(Square(2, 8, 0), Square(2, 8, 6), Square(2, 8, 10), Square(2, 8, 16));
        Assert.Equal(
            RefusalCodes.ContourSparse,
            Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize([coarse], tall)).Refusal.Code);
    }

    [Fact]
    public void A_region_on_every_second_slice_is_refused()
    {
        var tall = VolumeGeometry.Identity(new(9, 20, 20), new(1, 1, 2));
        var coarse = Region(Square(2, 8, 2), Square(2, 8, 6), Square(2, 8, 10));
        var refusal = Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize([coarse], tall)).Refusal;
        Assert.Equal(RefusalCodes.ContourSparse, refusal.Code);

        // Two lesions, or one with a neck between slices, are no coarse stack.
        var apart = Region(Square(2, 8, 2), Square(2, 8, 4), Square(2, 8, 10));
        Assert.Equal(3 * 8 * 8, ContourRasterizer.Rasterize([apart], tall).Voxels.Sum(v => v));
    }

    private static void Refused(string code, StructureRegion region) => Assert.Equal(
        code, Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize([region], Grid)).Refusal.Code);

    private static StructureRegion Region(params Vector3[][] contours) => new(1, "region", [.. contours.Select(Closed)]);

    private static StructureContour Closed(Vector3[] points) => new(ContourKind.ClosedPlanar, points);

    // Covers pixels [start, start + side) in x and y.
    private static Vector3[] Square(double start, double side, double height) =>
    [
        new(start - 0.5, start - 0.5, height),
        new(start + side - 0.5, start - 0.5, height),
        new(start + side - 0.5, start + side - 0.5, height),
        new(start - 0.5, start + side - 0.5, height),
    ];
}
