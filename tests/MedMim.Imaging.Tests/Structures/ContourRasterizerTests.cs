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
    public void A_contour_above_or_below_the_image_is_refused(double height) =>
        Unusable([Region(Square(2, 8, height))]);

    [Fact]
    public void An_oblique_contour_is_refused()
    {
        Vector3[] contour = [new(1, 1, 0), new(8, 1, 0), new(8, 8, 4), new(1, 8, 4)];
        Unusable([Region(contour)]);
    }

    [Fact]
    public void No_contour_is_refused() => Unusable([Region()]);

    private static void Unusable(StructureRegion[] regions) => Assert.Equal(
        RefusalCodes.LabelUnusable,
        Assert.Throws<RefusedException>(() => ContourRasterizer.Rasterize(regions, Grid)).Refusal.Code);

    private static StructureRegion Region(params Vector3[][] contours) => new(1, "region", contours);

    // Covers pixels [start, start + side) in x and y.
    private static Vector3[] Square(double start, double side, double height) =>
    [
        new(start - 0.5, start - 0.5, height),
        new(start + side - 0.5, start - 0.5, height),
        new(start + side - 0.5, start + side - 0.5, height),
        new(start - 0.5, start + side - 0.5, height),
    ];
}
