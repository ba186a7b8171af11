using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

public sealed class BrokenVolumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v.nii")]
    [InlineData("v.nii.gz")]
    [InlineData("v.nrrd")]
    [InlineData("v.mha")]
    public void ACutFileIsNeverReadAsWhole(string name)
    {
        var whole = File.ReadAllBytes(Written(name));
        foreach (var keep in new[] { 0, 3, 20, 200, 351, 352, 400, whole.Length / 2, whole.Length - 20, whole.Length - 9 }.Where(n => n < whole.Length))
        {
            var cut = _folder.File("cut-" + name, whole.AsSpan(0, keep));
            var e = Assert.Throws<RefusedException>(() => VolumeFile.Read(cut));
            Assert.True(
                e.Refusal.Code is RefusalCodes.Truncated or RefusalCodes.BrokenHeader or RefusalCodes.NotAScan, $"{keep}: {e.Message}");
            Assert.DoesNotContain("cut-", e.Message, StringComparison.Ordinal);
            if (keep > 352 && name.Contains("nii", StringComparison.Ordinal))
            {
                Assert.Equal(RefusalCodes.Truncated, e.Refusal.Code);
            }
        }
    }

    [Theory]
    [InlineData(344, (byte)'x', RefusalCodes.BrokenHeader)] // the magic bytes
    [InlineData(0, (byte)7, RefusalCodes.BrokenHeader)] // the header's length
    [InlineData(70, (byte)99, RefusalCodes.BrokenHeader)] // the data type
    [InlineData(70, (byte)128, RefusalCodes.Unsupported)] // RGB
    [InlineData(40, (byte)9, RefusalCodes.BrokenHeader)] // the number of axes
    [InlineData(40, (byte)2, RefusalCodes.NotAVolume)]
    [InlineData(43, (byte)0xFF, RefusalCodes.BrokenHeader)] // a negative length
    [InlineData(43, (byte)0x7F, RefusalCodes.Truncated)] // a huge length
    public void ABrokenNiftiHeaderIsRefused(int offset, byte value, string code)
    {
        var bytes = File.ReadAllBytes(Written("v.nii"));
        bytes[offset] = value;
        Assert.Equal(code, CodeOf(_folder.File("b.nii", bytes)));
    }

    [Fact]
    public void ALyingHeaderInATinyCompressedFileTakesNoMemory()
    {
        var header = File.ReadAllBytes(Written("v.nii"))[..352];
        foreach (var axis in new[] { 42, 44, 46 })
        {
            BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(axis), 1200);
        }

        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(RefusalCodes.Truncated, CodeOf(Gzip("liar.nii.gz", header)));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
    }

    [Fact]
    public void SeriesAndVectorsAreNoVolumes()
    {
        var bytes = File.ReadAllBytes(Written("v.nii"));
        bytes[40] = 4;
        bytes[48] = 1;
        Assert.Equal(new GridSize(4, 5, 6), VolumeFile.Inspect(_folder.File("single.nii", bytes)).Geometry.Size);
        bytes[46] = 2;
        bytes[48] = 2;
        Assert.Equal(RefusalCodes.NotAVolume, CodeOf(_folder.File("series.nii", bytes)));
    }

    [Theory]
    [InlineData("notes.nii.gz", "These are my notes.")]
    [InlineData("table.nrrd", "a,b,c\n1,2,3\n")]
    [InlineData("empty.mha", "x")]
    public void TextIsNoScan(string name, string text) =>
        Assert.Equal(RefusalCodes.NotAScan, CodeOf(_folder.File(name, Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void AnEmptyFileIsTruncated() => Assert.Equal(RefusalCodes.Truncated, CodeOf(_folder.File("e.nii", [])));

    [Theory]
    [InlineData("../secret.raw", RefusalCodes.Unsupported)]
    [InlineData("/etc/passwd", RefusalCodes.Unsupported)]
    [InlineData("LIST", RefusalCodes.Unsupported)]
    [InlineData("slice%03d.raw 1 4 1", RefusalCodes.Unsupported)]
    [InlineData("gone.raw", RefusalCodes.Truncated)]
    public void HeadersDoNotReachOtherFiles(string dataFile, string code)
    {
        var nrrd = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nencoding: raw\nspacings: 1 1 1\ndata file: " + dataFile + "\n";
        var meta = "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementSpacing = 1 1 1\nElementType = MET_UCHAR\nElementDataFile = "
            + dataFile + "\n";
        Assert.Equal(code, CodeOf(_folder.File("a.nhdr", Encoding.ASCII.GetBytes(nrrd))));
        Assert.Equal(code, CodeOf(_folder.File("a.mhd", Encoding.ASCII.GetBytes(meta))));
    }

    [Fact]
    public void ADetachedHeaderFindsItsVoxels()
    {
        _folder.File("v.raw", [1, 2, 3, 4, 5, 6, 7, 8]);
        var nrrd = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nencoding: raw\nspace: right-anterior-superior\n"
            + "space directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\ndata file: v.raw\n";
        var path = _folder.File("v.nhdr", Encoding.ASCII.GetBytes(nrrd));
        var volume = VolumeFile.ReadLabel(path);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], volume.Voxels);
        Assert.Equal(new Vector3(2, 3, 4), volume.Geometry.Spacing);
        Assert.Equal(new Vector3(-10, -20, 30), volume.Geometry.Origin);
        Assert.Equal(new Vector3(-1, 0, 0), volume.Geometry.AxisX);

        File.WriteAllBytes(_folder.File("v.raw"), [1, 2, 3]);
        Assert.Equal(RefusalCodes.Truncated, CodeOf(path));
    }

    [Fact]
    public void AShearedGridIsRefused()
    {
        _folder.File("v.raw", new byte[8]);
        var nrrd = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nencoding: raw\nspace: left-posterior-superior\n"
            + "space directions: (1,0,0) (0.3,1,0) (0,0,1)\nspace origin: (0,0,0)\ndata file: v.raw\n";
        Assert.Equal(RefusalCodes.Unsupported, CodeOf(_folder.File("v.nhdr", Encoding.ASCII.GetBytes(nrrd))));
    }

    [Fact]
    public void VoxelsThatAreNotFiniteAreRefusedAsAScan()
    {
        var geometry = VolumeGeometry.Identity(new(1, 1, 3), new(1, 1, 1));
        VolumeFile.Write(_folder.File("n.nii.gz"), new Volume<float>(geometry, [0, float.NaN, 1]));
        Assert.Equal(RefusalCodes.NotFinite, CodeOf(_folder.File("n.nii.gz")));
        Assert.True(float.IsNaN(VolumeFile.ReadFloat(_folder.File("n.nii.gz")).Voxels[1]));
    }

    [Fact]
    public void ALabelOfFractionsIsRefused()
    {
        var geometry = VolumeGeometry.Identity(new(1, 1, 3), new(1, 1, 1));
        foreach (var bad in new[] { 0.5f, -1, 256, float.NaN })
        {
            VolumeFile.Write(_folder.File("l.nii.gz"), new Volume<float>(geometry, [0, bad, 1]));
            var e = Assert.Throws<RefusedException>(() => VolumeFile.ReadLabel(_folder.File("l.nii.gz")));
            Assert.Equal(RefusalCodes.LabelUnusable, e.Refusal.Code);
        }
    }

    private static string CodeOf(string path) => Assert.Throws<RefusedException>(() => VolumeFile.Read(path)).Refusal.Code;

    private string Written(string name)
    {
        var geometry = VolumeGeometry.Identity(new(4, 5, 6), new(1, 2, 3));
        var voxels = Enumerable.Range(0, 120).Select(i => (short)((i * i * 31) % 2003)).ToArray();
        VolumeFile.Write(_folder.File(name), new Volume<short>(geometry, voxels));
        return _folder.File(name);
    }

    private string Gzip(string name, byte[] content)
    {
        using (var stream = new GZipStream(File.Create(_folder.File(name)), CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return _folder.File(name);
    }
}
