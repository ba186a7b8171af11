using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Structures;

/// <summary>Several contours in one plane: the ways in which programs draw a ring say the same.</summary>
public sealed class HoleTests
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(1, 20, 20), new(1, 1, 1));

    private const int Ring = (12 * 12) - (4 * 4);

    [Theory]
    [InlineData(ContourKind.ClosedPlanar)]
    [InlineData(ContourKind.ClosedPlanarXor)]
    public void Nested_contours(ContourKind kind) => Assert.Equal(Ring, Area(kind, Square(2, 12), Square(6, 4)));

    [Theory]
    [InlineData(ContourKind.ClosedPlanar)]
    [InlineData(ContourKind.ClosedPlanarXor)]
    public void The_order_of_contours_does_not_matter(ContourKind kind) =>
        Assert.Equal(Ring, Area(kind, Square(6, 4), Square(2, 12)));

    [Fact]
    public void A_keyhole()
    {
        // Round the outside, along a channel of no width into the hole, round it the other way, and back.
        Vector3[] keyhole =
        [
            .. Square(2, 12), Square(2, 12)[0], .. Square(6, 4), Square(6, 4)[0],
        ];
        Assert.Equal(Ring, Area(ContourKind.ClosedPlanar, keyhole));
    }

    [Theory]
    [InlineData(ContourKind.ClosedPlanar)]
    [InlineData(ContourKind.ClosedPlanarXor)]
    public void An_island_in_a_hole(ContourKind kind) =>
        Assert.Equal(Ring + 4, Area(kind, Square(7, 2), Square(6, 4), Square(2, 12)));

    [Fact]
    public void Contours_that_overlap_in_part_are_united_unless_xor_is_asked_for()
    {
        Assert.Equal((8 * 8 * 2) - (4 * 4), Area(ContourKind.ClosedPlanar, Square(2, 8), Square(6, 8)));
        Assert.Equal((8 * 8 * 2) - (2 * 4 * 4), Area(ContourKind.ClosedPlanarXor, Square(2, 8), Square(6, 8)));
    }

    [Fact]
    public void A_contour_given_twice_counts_once() =>
        Assert.Equal(8 * 8, Area(ContourKind.ClosedPlanar, Square(2, 8), [.. Square(2, 8).Reverse()]));

    [Fact]
    public void Contours_side_by_side() =>
        Assert.Equal((4 * 4) + (5 * 5), Area(ContourKind.ClosedPlanar, Square(1, 4), Square(10, 5)));

    private static int Area(ContourKind kind, params Vector3[][] contours)
    {
        var region = new StructureRegion(1, "ring", [.. contours.Select(c => new StructureContour(kind, c))]);
        return ContourRasterizer.Rasterize([region], Grid).Voxels.Sum(v => v);
    }

    // Covers pixels [start, start + side) in x and y.
    private static Vector3[] Square(double start, double side) =>
    [
        new(start - 0.5, start - 0.5, 0),
        new(start + side - 0.5, start - 0.5, 0),
        new(start + side - 0.5, start + side - 0.5, 0),
        new(start - 0.5, start + side - 0.5, 0),
    ];
}
