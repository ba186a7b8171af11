using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Preparation;

public class LabelResamplerTests
{
    // Boxes of one voxel to half the grid, of three values, on grids of any spacing, brought to any other.
    private static readonly Gen<(Volume<byte> Label, ArraySpacing Spacing)> Cases =
        from size in Gen.Int[12, 28].Array[3]
        from old in Gen.Double[0.5, 4].Array[3]
        from wanted in Gen.Double[0.5, 6].Array[3]
        from boxes in Gen.Select(Gen.Double[0, 1].Array[3], Gen.Int[1, 9].Array[3], Gen.Byte[1, 3]).Array[1, 6]
        select (Drawn(size, old, boxes), new ArraySpacing(wanted[0], wanted[1], wanted[2]));

    [Fact]
    public void NoLabelVanishesAndNoneAppears() => Cases.Sample(
        c =>
        {
            var (result, _) = LabelResampler.Execute(c.Label, PreparedGrid.Of(c.Label.Geometry, c.Spacing));
            Assert.Equal(c.Label.Voxels.Distinct().Order(), result.Voxels.Distinct().Order());
        },
        iter: 200);

    // Once a value's only lesion fell into a voxel that another had been given.
    [Fact]
    public void NoLabelVanishedFromTheseEither() => Cases.Sample(
        c => Assert.Equal(
            c.Label.Voxels.Distinct().Order(),
            LabelResampler.Execute(c.Label, PreparedGrid.Of(c.Label.Geometry, c.Spacing)).Label.Voxels.Distinct().Order()),
        seed: "dXq-Vc7WQuS5",
        iter: 1);

    [Fact]
    public void EveryLesionIsStillThereAtItsPlace() => Cases.Sample(
        c =>
        {
            var (result, _) = LabelResampler.Execute(c.Label, PreparedGrid.Of(c.Label.Geometry, c.Spacing));
            // Half a target voxel; where the target grid ends before the scan does, a quarter more.
            var reach = 0.76 * new Vector3(c.Spacing.X, c.Spacing.Y, c.Spacing.Z).Length;
            foreach (var value in c.Label.Voxels.Distinct().Where(v => v != 0))
            {
                var mask = new Volume<byte>(c.Label.Geometry, [.. c.Label.Voxels.Select(v => (byte)(v == value ? 1 : 0))]);
                var components = ConnectedComponent.Execute(mask);
                var kept = Points(result, v => v == value);
                for (var n = 1; n <= components.Count; n++)
                {
                    var lesion = Points(components.Labels, v => v == n);
                    Assert.Contains(lesion, p => kept.Exists(k => (k - p).Length <= reach));
                }
            }
        },
        iter: 60);

    [Fact]
    public void OneVoxelIsRestoredOnACoarseGridAndCounted()
    {
        var label = new Volume<byte>(VolumeGeometry.Identity(new(12, 12, 12), new(1, 1, 1)));
        label[5, 6, 7] = 3;
        var (result, restored) = LabelResampler.Execute(label, PreparedGrid.Of(label.Geometry, new(4, 4, 4)));
        Assert.Equal((1, (byte)3), (restored, result[1, 1, 1]));
        Assert.Equal(1, result.Voxels.Count(v => v != 0));
    }

    [Fact]
    public void TwoLesionsOfOneTargetVoxelAreBothKept()
    {
        var label = new Volume<byte>(VolumeGeometry.Identity(new(12, 12, 12), new(1, 1, 1)));
        label[5, 5, 5] = 2;
        label[6, 6, 6] = 3;
        var (result, restored) = LabelResampler.Execute(label, PreparedGrid.Of(label.Geometry, new(4, 4, 4)));
        Assert.Equal((2, (byte)2), (restored, result[1, 1, 1]));
        Assert.Equal(1, result.Voxels.Count(v => v == 3));
        var at = Array.IndexOf(result.Voxels, (byte)3);
        Assert.Equal(1, Math.Abs((at / 9) - 1) + Math.Abs((at / 3 % 3) - 1) + Math.Abs((at % 3) - 1));
    }

    [Fact]
    public void ABallKeepsItsVolume()
    {
        var label = new Volume<byte>(VolumeGeometry.Identity(new(20, 40, 40), new(1, 1, 2)));
        for (var i = 0; i < label.Voxels.Length; i++)
        {
            var (z, y, x) = ((i / 1600 * 2) - 19, (i / 40 % 40) - 19.5, (i % 40) - 19.5);
            label.Voxels[i] = (byte)((z * z) + (y * y) + (x * x) < 196 ? 1 : 0);
        }

        var (result, restored) = LabelResampler.Execute(label, PreparedGrid.Of(label.Geometry, new(1.5, 1.3, 1.3)));
        var before = label.Voxels.Count(v => v != 0) * label.Geometry.VoxelVolume;
        var after = result.Voxels.Count(v => v != 0) * result.Geometry.VoxelVolume;
        Assert.Equal(0, restored);
        Assert.InRange(after / before, 0.96, 1.04);
    }

    private static Volume<byte> Drawn(int[] size, double[] spacing, (double[] Place, int[] Extent, byte Value)[] boxes)
    {
        var label = new Volume<byte>(VolumeGeometry.Identity(
            new(size[0], size[1], size[2]), new(spacing[2], spacing[1], spacing[0])));
        foreach (var (place, extent, value) in boxes)
        {
            var first = place.Select((p, i) => (int)(p * (size[i] - 1))).ToArray();
            for (var z = first[0]; z < Math.Min(size[0], first[0] + extent[0]); z++)
            {
                for (var y = first[1]; y < Math.Min(size[1], first[1] + extent[1]); y++)
                {
                    for (var x = first[2]; x < Math.Min(size[2], first[2] + extent[2]); x++)
                    {
                        label[z, y, x] = value;
                    }
                }
            }
        }

        return label;
    }

    private static List<Vector3> Points<T>(Volume<T> volume, Func<T, bool> choose)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var size = volume.Geometry.Size;
        return [.. Enumerable.Range(0, volume.Voxels.Length).Where(i => choose(volume.Voxels[i]))
            .Select(i => volume.Geometry.ToPhysical(i / (size.Y * size.X), i / size.X % size.Y, i % size.X))];
    }
}
