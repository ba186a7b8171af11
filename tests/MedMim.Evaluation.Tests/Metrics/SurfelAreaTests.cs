using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

public class SurfelAreaTests
{
    private static readonly Vector3 Spacing = new(0.7, 1.3, 2.9);

    /// <summary>A single voxel is a corner eight times: an octahedron with its corners in the middle of the faces' normals.</summary>
    [Fact]
    public void One_voxel_is_an_octahedron()
    {
        var surface = Surfels.Of([true], new(1, 1, 1), new(1, 1, 1));
        Assert.Equal(8, surface.Places.Length);
        Assert.Equal(Math.Sqrt(3), surface.Areas!.Sum(), 1e-12);
    }

    /// <summary>The surface through the centres of the outer voxels' faces is flat but for edges and corners.</summary>
    [Fact]
    public void A_cuboid_has_flat_faces()
    {
        const int Side = 5;
        var mask = Enumerable.Repeat(true, Side * Side * Side).ToArray();
        var flat = (Side - 1) * (Side - 1) * 2.0;
        var edges = (Side - 1) * 4 * Math.Sqrt(0.5);
        Assert.Equal((3 * flat) + (3 * edges) + Math.Sqrt(3), Surfels.Of(mask, new(Side, Side, Side), new(1, 1, 1)).Areas!.Sum(), 1e-12);
    }

    [Fact]
    public void A_mask_and_its_complement_have_one_surface()
    {
        var table = SurfelArea.Table(Spacing);
        Assert.Equal(0, table[0]);
        Assert.All(Enumerable.Range(1, 254), i => Assert.True(table[i] > 0 && table[i] == table[255 - i]));
    }

    /// <summary>Turning the cube upside down along an axis changes nothing.</summary>
    [Fact]
    public void Mirrored_patterns_have_equal_areas()
    {
        var table = SurfelArea.Table(Spacing);
        Assert.All(Enumerable.Range(0, 256), pattern => Assert.All([1, 2, 4], step => Assert.Equal(
            table[pattern], table[Enumerable.Range(0, 8).Sum(c => (pattern >> c & 1) << (c ^ step))], 1e-12)));
    }
}
