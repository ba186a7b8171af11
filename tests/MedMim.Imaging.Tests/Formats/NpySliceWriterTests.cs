using CsCheck;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class NpySliceWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Integers, and in some volumes a few voxels that are none or do not fit.
    private static readonly Gen<float> Voxel = Gen.Frequency(
        (60, Gen.Short.Select(v => (float)v)), (1, Gen.Float[-100, 100]), (1, Gen.Const(32768f)), (1, Gen.Const(-32768f)));

    [Fact]
    public void SliceBySliceIsTheSameFileAsAllAtOnce() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 4])
            .SelectMany(s => Voxel.Array[s.Item1 * s.Item2 * s.Item3].Select(v => (Size: new GridSize(s.Item1, s.Item2, s.Item3), Voxels: v)))
            .Sample(
                made =>
                {
                    var volume = VoxelNarrowing.Apply<float>(VolumeGeometry.Identity(made.Size, new(1, 1, 1)), made.Voxels);
                    var expected = folder.File("whole.npy");
                    NpyFile.Write(expected, volume);
                    var (bytes, writer) = Written(made.Size, made.Voxels);
                    Assert.Equal(File.ReadAllBytes(expected), bytes);
                    Assert.Equal(volume.VoxelType, writer.VoxelType);
                    Assert.Equal(volume.Range(), (writer.Minimum, writer.Maximum));
                },
                iter: 300,
                threads: 1);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsNoNumberIsRefused(float bad)
    {
        var e = Assert.Throws<RefusedException>(() => Written(new(3, 1, 2), [1, 2, 0.5f, 3, bad, 4]));
        Assert.Equal(RefusalCodes.NotFinite, e.Refusal.Code);
    }

    [Fact]
    public void AMissingSliceIsNoVolume() =>
        Assert.Throws<InvalidOperationException>(() => Written(new(3, 1, 2), [1, 2, 3, 4]));

    private static (byte[] Bytes, NpySliceWriter Writer) Written(GridSize size, float[] voxels)
    {
        using var stream = new MemoryStream();
        var writer = new NpySliceWriter(stream, size);
        foreach (var slice in voxels.Chunk(size.Y * size.X))
        {
            writer.Add(slice);
        }

        writer.Finish();
        return (stream.ToArray(), writer);
    }
}
