using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Archive;
using MedMim.Phantom.Shapes;

namespace MedMim.Phantom.Tests.Archive;

public class ContourTracerTests
{
    private static readonly VolumeGeometry Grid = new(
        new(9, 40, 44), new(2, 2.5, 4), new(-40, -50, -16), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Filling_the_outlines_by_pixel_centre_gives_the_shape_back(ulong seed)
    {
        var shape = new Ellipsoid(new(3, 1, 0), new(22, 18, 13), 0.4, 0.3)
            .Wobbly(new NoiseField(new RandomStream(new(seed, "test")), 7), 3);
        var (contours, voxels) = ContourTracer.Trace(Grid, shape);
        var filled = 0;
        for (var z = 0; z < 9; z++)
        {
            for (var y = 0; y < 40; y++)
            {
                for (var x = 0; x < 44; x++)
                {
                    var point = Grid.ToPhysical(z, y, x);
                    var inside = contours.Any(c => Math.Abs(c.Points[0].Z - point.Z) < 0.1 && Crossings(c.Points, point) % 2 == 1);
                    filled += inside ? 1 : 0;
                    if (shape.Distance(point) < 0)
                    {
                        Assert.True(inside, $"voxel [{z}, {y}, {x}] lies in the shape but in no outline");
                    }
                }
            }
        }

        Assert.InRange(voxels, 300, 5000);
        Assert.Equal(voxels, filled);
    }

    [Fact]
    public void A_shape_that_reaches_beyond_the_scan_is_closed_at_its_border()
    {
        var (contours, voxels) = ContourTracer.Trace(Grid, new Ellipsoid(default, new(300, 300, 300)));
        Assert.Equal(9, contours.Count);
        Assert.Equal(9 * 40 * 44, voxels);
    }

    [Fact]
    public void A_shape_outside_the_scan_has_no_outline()
    {
        var (contours, voxels) = ContourTracer.Trace(Grid, new Ellipsoid(new(500, 0, 0), new(20, 20, 20)));
        Assert.Empty(contours);
        Assert.Equal(0, voxels);
    }

    // How often a ray to the right crosses the outline.
    private static int Crossings(IReadOnlyList<Vector3> outline, Vector3 p)
    {
        var count = 0;
        for (var i = 0; i < outline.Count; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Count]);
            if (a.Y > p.Y != b.Y > p.Y && p.X < a.X + ((p.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X)))
            {
                count++;
            }
        }

        return count;
    }
}
