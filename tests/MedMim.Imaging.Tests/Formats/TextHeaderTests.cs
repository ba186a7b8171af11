using System.IO.Compression;
using System.Text;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

/// <summary>NRRD and MetaImage headers: spaces, encodings, skips, and what a hostile one tries.</summary>
public sealed class TextHeaderTests : IDisposable
{
    private static readonly byte[] Voxels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("left-posterior-superior", 1, 1)]
    [InlineData("LPS", 1, 1)]
    [InlineData("right-anterior-superior", -1, -1)]
    [InlineData("RAS", -1, -1)]
    [InlineData("left-anterior-superior", 1, -1)]
    [InlineData("LAS", 1, -1)]
    public void ANrrdSpaceBecomesLps(string space, int x, int y)
    {
        var grid = VolumeFile.Inspect(Nrrd($"space: {space}\nspace directions: (2,0,0) (0,3,0) (0,0,-4)\nspace origin: (10,20,30)\n")).Geometry;
        Assert.Equal(new Vector3(2, 3, 4), grid.Spacing);
        Assert.Equal(new Vector3(10 * x, 20 * y, 30), grid.Origin);
        Assert.Equal((new Vector3(x, 0, 0), new Vector3(0, y, 0), new Vector3(0, 0, -1)), (grid.AxisX, grid.AxisY, grid.AxisZ));
    }

    [Theory]
    [InlineData("spacings: 2 3 4\n")]
    [InlineData("space: 3D-right-handed\nspace directions: (2,0,0) (0,3,0) (0,0,4)\n")]
    [InlineData("space: scanner-xyz\nspace directions: (2,0,0) (0,3,0) (0,0,4)\n")]
    public void ANrrdOfNoSpaceInThePatientIsRefusedUnlessTold(string fields)
    {
        var path = Nrrd(fields);
        Assert.Equal(RefusalCodes.AmbiguousOrientation, CodeOf(path));
        var grid = VolumeFile.Inspect(path, AssumedOrientation.Ras).Geometry;
        Assert.Equal((new Vector3(2, 3, 4), new Vector3(-1, 0, 0)), (grid.Spacing, grid.AxisX));
    }

    [Theory]
    [InlineData("raw", false)]
    [InlineData("gzip", true)]
    [InlineData("gz", true)]
    public void DetachedVoxelsAreFoundWholeOrRefused(string encoding, bool compressed)
    {
        var path = Nrrd(Lps + "data file: ./v.bin\n", encoding);
        folder.File("v.bin", compressed ? Gzip(Voxels) : Voxels);
        Assert.Equal(Voxels, VolumeFile.ReadLabel(path).Voxels);
        folder.File("v.bin", compressed ? Gzip(Voxels[..11]) : Voxels[..11]);
        Assert.Equal(RefusalCodes.Truncated, CodeOf(path));
    }

    [Theory]
    [InlineData("byte skip: 3\n", 3, null)]
    [InlineData("byte skip: -1\n", 5, null)] // the voxels are at the end
    [InlineData("byte skip: 4\n", 3, RefusalCodes.Truncated)]
    [InlineData("byte skip: -2\n", 3, RefusalCodes.BrokenHeader)]
    [InlineData("byte skip: 99999999999999999999\n", 3, RefusalCodes.BrokenHeader)]
    [InlineData("line skip: 1\n", 3, RefusalCodes.Unsupported)]
    public void SkippedBytesAreNotCountedAsVoxels(string field, int before, string? code)
    {
        var path = Nrrd(Lps + "data file: v.bin\n" + field);
        folder.File("v.bin", [.. new byte[before], .. Voxels]);
        Assert.Equal(code, code is null ? null : CodeOf(path));
        if (code is null)
        {
            Assert.Equal(Voxels, VolumeFile.ReadLabel(path).Voxels);
        }
    }

    [Theory]
    [InlineData(3, 3, null)]
    [InlineData(-1, 5, null)]
    [InlineData(4, 3, RefusalCodes.Truncated)]
    public void AMetaImageMayHaveAForeignHeaderToSkip(int headerSize, int before, string? code)
    {
        folder.File("v.raw", [.. new byte[before], .. Voxels]);
        var path = Meta($"HeaderSize = {headerSize}\n", "v.raw");
        Assert.Equal(code, code is null ? null : CodeOf(path));
        if (code is null)
        {
            Assert.Equal(Voxels, VolumeFile.ReadLabel(path).Voxels);
        }
    }

    [Theory]
    [InlineData("../v.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/v.bin")]
    [InlineData(".././v.bin")]
    [InlineData("..\\v.bin")]
    [InlineData("..")]
    public void NoHeaderReachesBeyondItsFolder(string dataFile)
    {
        folder.File("v.bin", Voxels);
        Directory.CreateDirectory(folder.File("sub"));
        folder.File("sub/v.bin", Voxels);
        Assert.Equal(RefusalCodes.Unsupported, CodeOf(Nrrd(Lps + $"data file: {dataFile}\n", name: "sub/h.nhdr")));
        Assert.Equal(RefusalCodes.Unsupported, CodeOf(Meta("", dataFile, "sub/h.mhd")));
    }

    [Theory]
    [InlineData("data file: v.bin\ndata file: ../v.bin\n")]
    [InlineData("data file: ../v.bin\ndata file: v.bin\n")]
    [InlineData("datafile: ../v.bin\ndata file: v.bin\n")]
    public void AFieldStatedTwiceIsRefused(string fields)
    {
        folder.File("v.bin", Voxels);
        Assert.Equal(RefusalCodes.BrokenHeader, CodeOf(Nrrd(Lps + fields)));
    }

    private const string Lps = "space: left-posterior-superior\nspace directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (0,0,0)\n";

    private static string CodeOf(string path) => Assert.Throws<RefusedException>(() => VolumeFile.ReadLabel(path)).Refusal.Code;

    private static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var stream = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return buffer.ToArray();
    }

    private string Nrrd(string fields, string encoding = "raw", string name = "h.nhdr")
    {
        var header = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 3 2\nkinds: domain domain domain\nencoding: " + encoding + "\n" + fields;
        return fields.Contains("file:", StringComparison.Ordinal)
            ? folder.File(name, Encoding.ASCII.GetBytes(header))
            : folder.File(name, [.. Encoding.ASCII.GetBytes(header + "\n"), .. Voxels]);
    }

    private string Meta(string fields, string dataFile, string name = "h.mhd") => folder.File(name, Encoding.ASCII.GetBytes(
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nCompressedData = False\nDimSize = 2 3 2\nElementSpacing = 2 3 4\n"
        + fields + "ElementType = MET_UCHAR\nElementDataFile = " + dataFile + "\n"));
}
