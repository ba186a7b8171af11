using System.Numerics;
using System.Text;
using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class NpyFileTests
{
    [Fact]
    public void EveryTypeComesBackReadOrMapped()
    {
        Check(Gen.Byte);
        Check(Gen.Short);
        Check(Gen.UShort);
        Check(Gen.Int);
        Check(Gen.Float);

        static void Check<T>(Gen<T> gen)
            where T : unmanaged, INumber<T>
        {
            using var folder = new TemporaryFolder();
            var volumes =
                from size in Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 7], (z, y, x) => new GridSize(z, y, x))
                from voxels in gen.Array[(int)size.Count]
                select new Volume<T>(VolumeGeometry.Identity(size, new(1, 1, 1)), voxels);
            volumes.Sample(
                volume =>
                {
                    var path = folder.File("v.npy");
                    NpyFile.Write(path, volume);
                    using var mapped = NpyFile.Map<T>(path);
                    Assert.Equal(volume.Geometry.Size, mapped.Header.GridSize);
                    Assert.Equal(0, mapped.Header.DataOffset % 64);
                    Assert.True(mapped.Voxels.Span.SequenceEqual(volume.Voxels));
                    Assert.Equal(volume.Voxels, NpyFile.Read<T>(path));
                },
                iter: 20,
                threads: 1);
        }
    }

    [Fact]
    public void NumpyMapsOurFilesAndWeMapNumpys()
    {
        using var folder = new TemporaryFolder();
        var ours = folder.File("ours.npy");
        var theirs = folder.File("theirs.npy");
        short[] values = [.. Enumerable.Range(-30, 60).Select(i => (short)(i * 777))];
        NpyFile.Write<short>(ours, values, 3, 4, 5);

        var said = Python.Run(
            """
            import sys, numpy as np
            a = np.load(sys.argv[1], mmap_mode='r')
            print(type(a).__name__, a.shape, a.dtype, a.flags.c_contiguous, a.offset % 64, int(a[2, 1, 3]), int(a.astype(int).sum()))
            np.save(sys.argv[2], np.asarray(a).astype('<f4') / 2)
            """,
            ours,
            theirs);

        Assert.Equal($"memmap (3, 4, 5) int16 True 0 {values[48]} {values.Sum(v => v)}", said.Trim());
        using var mapped = NpyFile.Map<float>(theirs);
        Assert.Equal([3, 4, 5], mapped.Header.Shape);
        Assert.Equal(values.Select(v => v / 2f), mapped.Voxels.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2, 3), }", "bytes long where")]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }", "bytes long where")]
    [InlineData("{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2, 2), }", "C order")]
    [InlineData("{'descr': '>i2', 'fortran_order': False, 'shape': (2, 2, 2), }", "type that is not read")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 2, 2), }", "type that is not read")]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (-2, 2, 2), }", "C order")]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (99999999999, 2), }", "shape that cannot be read")]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "beyond all bounds")]
    [InlineData("{'descr': '<i2', 'fortran_order': False, 'shape': (100000, 100000, 1), }", "more than")]
    [InlineData("__import__('os').system('true')", "C order")]
    public void HostileHeadersAreRefused(string dictionary, string problem)
    {
        using var folder = new TemporaryFolder();
        var text = Encoding.ASCII.GetBytes(dictionary.PadRight(117) + "\n");
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, .. new byte[16]];
        var path = folder.File("bad.npy", file);
        var e = Assert.Throws<InputException>(() => NpyFile.Map<short>(path));
        Assert.Contains(problem, e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCutIsNoticed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("whole.npy");
        NpyFile.Write<int>(path, new int[6], 1, 2, 3);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = folder.File("cut.npy", whole.AsSpan(0, length));
            Assert.Throws<InputException>(() => NpyFile.ReadHeader(cut));
        }
    }

    [Fact]
    public void AnotherTypeIsRefused()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<float>(folder.File("f.npy"), new float[8], 2, 2, 2);
        Assert.Throws<InputException>(() => NpyFile.Read<short>(folder.File("f.npy")));
    }

    [Fact]
    public void AFileThatIsReplacedKeepsItsOldMappingIntact()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("v.npy");
        NpyFile.Write<int>(path, new[] { 1, 2, 3 }, 3);
        using var mapped = NpyFile.Map<int>(path);
        NpyFile.Write<int>(path, new[] { 7 }, 1);
        Assert.Equal([1, 2, 3], mapped.Voxels.ToArray());
        Assert.Equal([7], NpyFile.Read<int>(path));
    }

    [Fact]
    public void ADisposedMappingIsNotReachable()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write<int>(folder.File("v.npy"), new[] { 1, 2, 3 }, 3);
        var mapped = NpyFile.Map<int>(folder.File("v.npy"));
        ((IDisposable)mapped).Dispose();
        Assert.Throws<ObjectDisposedException>(() => mapped.Voxels.Span.Length);
    }
}
