using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

/// <summary>Number types, scales, axes and byte orders of NIfTI and Analyze files, as nibabel writes them.</summary>
public sealed class NiftiTypeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryTypeOfPlainNumbersIsRead(int version)
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["i1"] = "int8", ["u1"] = "uint8", [">i2"] = "int16", ["<u2"] = "uint16", ["<i4"] = "int32", [">u4"] = "uint32",
            ["<i8"] = "int64", [">u8"] = "uint64", [">f4"] = "float32", ["<f8"] = "float64",
        };
        Python.Run(
            $"""
            import sys, nibabel, numpy as np
            for t in sys.argv[2:]:
                array = np.arange(24).reshape(4, 3, 2).astype(t)
                nibabel.save(nibabel.Nifti{version}Image(array, np.eye(4), dtype=t), sys.argv[1] + '/' + t + '.nii.gz')
            """,
            [folder.Root, .. types.Keys]);
        foreach (var (type, name) in types)
        {
            var path = folder.File(type + ".nii.gz");
            Assert.Equal(name, VolumeFile.Inspect(path).StoredType);
            var volume = Assert.IsType<Volume<short>>(VolumeFile.Read(path)); // all are whole numbers that fit
            Assert.Equal(new GridSize(2, 3, 4), volume.Geometry.Size);
            Assert.Equal(23, volume[1, 2, 3]);
            Assert.Equal(6, volume[0, 0, 1]); // nibabel's first axis is our last
        }
    }

    [Theory]
    [InlineData("np.zeros((2, 2, 2), [('R', 'u1'), ('G', 'u1'), ('B', 'u1')])")]
    [InlineData("np.zeros((2, 2, 2), 'c8')")]
    public void ColoursAndComplexNumbersAreRefused(string array) =>
        Assert.Equal(RefusalCodes.Unsupported, CodeOf(Made($"nibabel.Nifti1Image({array}, np.eye(4))")));

    [Theory]
    [InlineData("(3, 3, 3, 1)", null)]
    [InlineData("(3, 3, 3, 1, 1)", null)]
    [InlineData("(3, 3, 3, 2)", RefusalCodes.NotAVolume)]
    [InlineData("(3, 3, 3, 1, 3)", RefusalCodes.NotAVolume)]
    [InlineData("(3, 3)", RefusalCodes.NotAVolume)]
    public void OneTimePointIsAVolumeAndMoreAreNot(string shape, string? code)
    {
        var path = Made($"nibabel.Nifti1Image(np.zeros({shape}, np.int16), np.eye(4))");
        Assert.Equal(code, code is null ? null : CodeOf(path));
        if (code is null)
        {
            Assert.Equal(new GridSize(3, 3, 3), VolumeFile.Read(path).Geometry.Size);
        }
    }

    [Fact]
    public void AScaleIsApplied()
    {
        var path = Made("nibabel.Nifti1Image(np.arange(8).reshape(2, 2, 2).astype('i2'), np.eye(4))", "image.header.set_slope_inter(0.5, -3)");
        Assert.Equal(0.5f * 7 - 3, VolumeFile.ReadFloat(path)[1, 1, 1]);
        path = Made("nibabel.Nifti1Image(np.arange(8).reshape(2, 2, 2).astype('i2'), np.eye(4))", "image.header.set_slope_inter(2, -1024)");
        Assert.Equal((short)(14 - 1024), Assert.IsType<Volume<short>>(VolumeFile.Read(path))[1, 1, 1]);
    }

    [Fact]
    public void AnAnalyzePairIsReadAsItWasToldTo()
    {
        var path = Made(
            "nibabel.AnalyzeImage(np.arange(24).reshape(4, 3, 2).astype('i2'), np.diag([-2., 3, 4, 1]))", name: "v.hdr");
        Assert.Equal(RefusalCodes.AmbiguousOrientation, CodeOf(path));
        var volume = Assert.IsType<Volume<short>>(VolumeFile.Read(path, AssumedOrientation.Las));
        Assert.Equal(23, volume[1, 2, 3]);
        Assert.Equal(new Vector3(2, 3, 4), volume.Geometry.Spacing);
        Assert.Equal(new Vector3(-3, 3, -2), volume.Geometry.Origin); // LPS: as nibabel, which centres it too
        Assert.Equal((new Vector3(1, 0, 0), new Vector3(0, -1, 0)), (volume.Geometry.AxisX, volume.Geometry.AxisY));

        File.Delete(folder.File("v.img"));
        Assert.Equal(RefusalCodes.Truncated, Assert.Throws<RefusedException>(() => VolumeFile.Read(path, AssumedOrientation.Las)).Refusal.Code);
    }

    private static string CodeOf(string path) => Assert.Throws<RefusedException>(() => VolumeFile.Read(path)).Refusal.Code;

    private string Made(string image, string change = "", string name = "v.nii.gz")
    {
        Python.Run($"import sys, nibabel, numpy as np\nimage = {image}\n{change}\nnibabel.save(image, sys.argv[1])", folder.File(name));
        if (change.Length > 0)
        {
            // nibabel computes a scale of its own when it saves: put the numbers in as they are meant.
            Python.Run(
                $"""
                import sys, gzip, struct, re
                slope, inter = map(float, re.findall(r'-?[0-9]+[.]?[0-9]*', sys.argv[2]))
                b = bytearray(gzip.open(sys.argv[1]).read())
                b[112:120] = struct.pack('<2f', slope, inter)
                gzip.open(sys.argv[1], 'wb').write(bytes(b))
                """,
                folder.File(name),
                change);
        }

        return folder.File(name);
    }
}
