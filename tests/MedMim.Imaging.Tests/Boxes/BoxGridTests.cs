using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Boxes;

public sealed class BoxGridTests
{
    private static readonly VolumeGeometry Grid = new(
        new(10, 20, 30), new(1, 2, 3), new(-5, 4, 7), new(0, 1, 0), new(-1, 0, 0), new(0, 0, 1));

    [Fact]
    public void ABoxGoesToAnotherSpacingAndOrderOfAxesAndBack()
    {
        var other = new VolumeGeometry(new(5, 5, 5), new(2, 0.5, 1.5), new(1, 2, 3), new(-1, 0, 0), new(0, 0, -1), new(0, 1, 0));
        var box = new Box3(1.5, 2.5, 3.5, 4.5, 9.5, 5.5);

        var there = box.Map(Grid, other);
        var back = there.Map(other, Grid);

        Assert.Equal(box.LowZ, back.LowZ, 9);
        Assert.Equal(box.HighY, back.HighY, 9);
        Assert.Equal(box.HighX, back.HighX, 9);
        Assert.Equal(box.Volume * Grid.VoxelVolume, there.Volume * other.VoxelVolume, 9);
    }

    [Fact]
    public void MillimetresFollowFromTheGrid()
    {
        var voxel = new Box3(-0.5, -0.5, -0.5, 0.5, 0.5, 0.5);

        Assert.Equal(new Vector3(-5, 4, 7), voxel.CentreMm(Grid));
        Assert.Equal((3, 2, 1), voxel.SizeMm(Grid));
        Assert.Equal(3, voxel.LongestSideMm(Grid));
        var (low, high) = voxel.BoundsMm(Grid);
        Assert.Equal(new Vector3(-6, 3.5, 5.5), low);
        Assert.Equal(new Vector3(-4, 4.5, 8.5), high);
    }

    [Fact]
    public void VoxelsAreThoseWhoseCentresLieInTheBoxAndAtLeastOne()
    {
        var size = new GridSize(10, 20, 30);

        Assert.Equal(new VoxelBox(2, 3, 4, new(3, 7, 2)), new Box3(1.5, 2.5, 3.5, 4.5, 9.5, 5.5).Voxels(size));
        Assert.Equal(VoxelBox.Whole(size), BoxGrid.Whole(size).Voxels(size));
        Assert.Equal(new VoxelBox(2, 0, 29, new(1, 1, 1)), new Box3(2.2, -0.5, 29.2, 2.4, -0.2, 29.5).Voxels(size));
        Assert.Equal(new VoxelBox(0, 0, 0, new(2, 1, 1)), new Box3(-5, 0, 0, 1, 0, 0).Voxels(size));
    }
}
