using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Volumes;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Formats;

/// <summary>Every way in which a NIfTI header says, or fails to say, where its grid lies.</summary>
public sealed class NiftiOrientationTests : IDisposable
{
    private const int Qform = 252;
    private const int Sform = 254;

    // Turned by 90° about the head-foot axis, x to the right and so on: nothing is where it would be by default.
    private static readonly VolumeGeometry Turned = new(
        new(3, 4, 5), new(0.7, 1.3, 2.5), new(12.5, -7.25, 101.1), new(0, 1, 0), new(-1, 0, 0), new(0, 0, 1));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(2, 1)]
    [InlineData(4, 4)]
    public void SformOrQformAloneOrBothSayTheSame(short qform, short sform)
    {
        var grid = VolumeFile.Inspect(Written(Turned, (Qform, qform), (Sform, sform))).Geometry;
        Assert.Equal((Turned.Spacing, Turned.Origin), (grid.Spacing, grid.Origin)); // exact: seven digits are enough
        Assert.True(grid.CoincidesWith(Turned, 1e-7), grid.ToString());
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(1, 4, false)] // the sform leads to an atlas, the qform to the patient
    [InlineData(4, 4, true)]
    [InlineData(4, 1, true)]
    public void WhereTheyDisagreeTheSformCountsUnlessItIsAnAtlas(short qform, short sform, bool sformWins)
    {
        var path = Written(Turned, (Qform, qform), (Sform, sform));
        Edit(path, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(280 + 12), 55)); // the sform's x offset, RAS
        Assert.Equal(sformWins ? -55 : Turned.Origin.X, VolumeFile.Inspect(path).Geometry.Origin.X);
    }

    [Fact]
    public void MirrorImagesOfEachOtherAreRefused()
    {
        var path = Written(Turned);
        Edit(path, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(76), -1)); // qfac
        Assert.Equal(RefusalCodes.AmbiguousOrientation, CodeOf(path));
        Edit(path, bytes => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(Sform), 0));
        Assert.Equal(new Vector3(0, 0, -1), VolumeFile.Inspect(path).Geometry.AxisZ);
    }

    [Fact]
    public void AShearedSformGivesWayToTheQform()
    {
        var path = Written(Turned);
        Edit(path, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(280 + 4), 0.9f));
        Edit(path, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(280), 0.5f));
        Assert.True(VolumeFile.Inspect(path).Geometry.CoincidesWith(Turned, 1e-6));
        Edit(path, bytes => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(Qform), 0));
        Assert.Equal(RefusalCodes.Unsupported, CodeOf(path));
    }

    [Theory]
    [InlineData(AssumedOrientation.Las, 1, -1)]
    [InlineData(AssumedOrientation.Ras, -1, -1)]
    [InlineData(AssumedOrientation.Lps, 1, 1)]
    public void WithNeitherItIsRefusedUnlessTold(AssumedOrientation told, int x, int y)
    {
        var path = Written(Turned, (Qform, 0), (Sform, 0));
        Assert.Equal(RefusalCodes.AmbiguousOrientation, CodeOf(path));
        var grid = VolumeFile.Inspect(path, told).Geometry;
        Assert.Equal((Turned.Size, Turned.Spacing), (grid.Size, grid.Spacing));
        Assert.Equal((new Vector3(x, 0, 0), new Vector3(0, y, 0), new Vector3(0, 0, 1)), (grid.AxisX, grid.AxisY, grid.AxisZ));
        Assert.Equal(0, grid.ToPhysical(1, 1.5, 2).Length, 12);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 0.001)]
    [InlineData(2 | 8, 1)] // seconds beside millimetres
    public void UnitsOfLengthBecomeMillimetres(byte units, double factor)
    {
        var path = Written(Turned);
        Edit(path, bytes => bytes[123] = units);
        var grid = VolumeFile.Inspect(path).Geometry;
        Assert.Equal(factor * 2.5, grid.Spacing.Z, 12);
        Assert.Equal(factor * 101.1, grid.Origin.Z, 12);
    }

    [Fact]
    public void MetresAreBelievedWhereTheVoxelsAreSmallAndUnknownUnitsAreNot()
    {
        var path = Written(Turned with { Spacing = new(0.0007, 0.0013, 0.0025), Origin = new(0, 0, 0.25) });
        Edit(path, bytes => bytes[123] = 1);
        var grid = VolumeFile.Inspect(path).Geometry;
        Assert.True((grid.Spacing - Turned.Spacing).Length < 1e-12);
        Assert.Equal(250, grid.Origin.Z, 9);

        path = Written(Turned);
        Edit(path, bytes => bytes[123] = 1);
        Assert.Equal(RefusalCodes.BrokenHeader, CodeOf(path)); // voxels of 2.5 m
        Edit(path, bytes => bytes[123] = 5);
        Assert.Equal(RefusalCodes.BrokenHeader, CodeOf(path));
    }

    [Theory]
    [InlineData(280, float.NaN)]
    [InlineData(280 + 12, float.PositiveInfinity)]
    [InlineData(280 + 40, 0)] // the third column is all zeros
    public void ASformOfUnusableNumbersIsRefused(int offset, float value)
    {
        var path = Written(Turned);
        Edit(path, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(offset), value));
        Assert.Equal(RefusalCodes.BrokenHeader, CodeOf(path));
    }

    // Near a half turn a quaternion of 32-bit numbers loses its scalar part, √(1 − b² − c² − d²), where that is below
    // 5·10⁻⁴: readers differ by twice that angle.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void NibabelPutsEveryVoxelAtTheSamePlace(int qform, int sform)
    {
        // Before the samples: a skip inside one would count as a failure.
        Python.Run("import nibabel, numpy");
        Geometries.Any.Array[40].Sample(
            grids =>
            {
                File.WriteAllLines(folder.File("grids"), grids.Select(g => string.Join(' ', Numbers(g))));
                var said = Python.Run(Nibabel, folder.Root, $"{qform}", $"{sform}").Split('\n');
                for (var i = 0; i < grids.Length; i++)
                {
                    var ours = VolumeFile.Inspect(folder.File($"{i}.nii.gz")).Geometry;
                    Vector3[] points = [ours.ToPhysical(0, 0, 0), ours.ToPhysical(0, 0, 4), ours.ToPhysical(0, 3, 0), ours.ToPhysical(2, 0, 0)];
                    var numbers = said[i].Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
                    for (var p = 0; p < 4; p++)
                    {
                        var theirs = new Vector3(numbers[3 * p], numbers[(3 * p) + 1], numbers[(3 * p) + 2]);
                        var tolerance = 2e-4 + (sform > 0 ? 0 : 1e-3 * (points[p] - points[0]).Length);
                        Assert.True((points[p] - theirs).Length < tolerance, $"{points[p]} here, {theirs} in nibabel");
                    }
                }
            },
            iter: 1,
            threads: 1);
    }

    // Odd files are NIfTI-2.
    private const string Nibabel =
        """
        import sys, os, nibabel, numpy as np
        root, qform, sform = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        for n, line in enumerate(open(os.path.join(root, 'grids'))):
            v = np.array([float(t) for t in line.split()])
            spacing, origin, axes = v[:3], v[3:6], v[6:].reshape(3, 3).T
            a = np.eye(4)
            a[:3, :3], a[:3, 3] = axes * spacing, origin
            a = np.diag([-1, -1, 1, 1]) @ a
            image = (nibabel.Nifti2Image if n % 2 else nibabel.Nifti1Image)(np.zeros((5, 4, 3), np.uint8), None)
            image.set_qform(a, qform)
            image.set_sform(a if sform else None, sform)
            path = os.path.join(root, '%d.nii.gz' % n)
            nibabel.save(image, path)
            b = nibabel.load(path).affine
            print(*[float(x) for p in [(0, 0, 0), (4, 0, 0), (0, 3, 0), (0, 0, 2)] for x in (b @ [*p, 1])[:3] * [-1, -1, 1]])
        """;

    private static IEnumerable<string> Numbers(VolumeGeometry g) =>
        new[] { g.Spacing, g.Origin, g.AxisX, g.AxisY, g.AxisZ }
            .SelectMany(v => new[] { v.X, v.Y, v.Z })
            .Select(v => v.ToString("R", CultureInfo.InvariantCulture));

    private static string CodeOf(string path) => Assert.Throws<RefusedException>(() => VolumeFile.Inspect(path)).Refusal.Code;

    private static void Edit(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private string Written(VolumeGeometry grid, params (int Offset, short Code)[] codes)
    {
        var path = folder.File("v.nii");
        VolumeFile.Write(path, new Volume<byte>(grid));
        foreach (var (offset, code) in codes)
        {
            Edit(path, bytes => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(offset), code));
        }

        return path;
    }
}
