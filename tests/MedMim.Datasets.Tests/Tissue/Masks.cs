using CsCheck;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Tissue;

/// <summary>Masks of any size and density, as bytes and as bits.</summary>
internal static class Masks
{
    /// <summary>Rows shorter and longer than a word; from single voxels to single holes.</summary>
    public static Gen<Volume<byte>> Any { get; } =
        from z in Gen.Int[1, 4]
        from y in Gen.Int[1, 20]
        from x in Gen.OneOf(Gen.Int[1, 12], Gen.Int[60, 70], Gen.Const(128))
        from density in Gen.Int[1, 9]
        from voxels in Gen.Int[0, 9].Select(v => (byte)(v < density ? 1 : 0)).Array[z * y * x]
        select new Volume<byte>(VolumeGeometry.Identity(new(z, y, x), new(1, 1, 1)), voxels);

    public static BitMask Bits(Volume<byte> mask)
    {
        var floats = Array.ConvertAll(mask.Voxels, v => (float)v);
        return Threshold.Above(VoxelSlices.Of(new Volume<float>(mask.Geometry, floats)), 0.5f);
    }

    public static byte[] Bytes(BitMask mask)
    {
        var size = mask.Size;
        var bytes = new byte[size.Count];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(mask[i / size.X / size.Y, i / size.X % size.Y, i % size.X] ? 1 : 0);
        }

        Assert.Equal(bytes.LongCount(b => b != 0), mask.Count()); // Nothing is set beyond the rows' ends.
        return bytes;
    }
}
