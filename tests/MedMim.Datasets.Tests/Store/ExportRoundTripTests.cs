using System.Numerics;
using CsCheck;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;
using Vector3 = MedMim.Imaging.Volumes.Vector3;

namespace MedMim.Datasets.Tests.Store;

/// <summary>What is ingested, exported and ingested again is the same volume in the same place.</summary>
public sealed class ExportRoundTripTests
{
    private static readonly int[][] Orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    private static readonly Gen<Vector3[]> Oblique =
        from q in Gen.Double[-1, 1].Array[4].Where(q => q.Sum(v => v * v) > 0.1)
        from mirrored in Gen.Bool
        select Rotation(q, mirrored);

    private static readonly Gen<Vector3[]> Straight =
        from order in Gen.Int[0, 5].Select(i => Orders[i])
        from signs in Gen.Bool.Array[3]
        select order.Select((axis, i) => (signs[i] ? -1 : 1) * Unit(axis)).ToArray();

    private static readonly Gen<GridSize> Sizes =
        from z in Gen.Int[3, 8]
        from y in Gen.Int[3, 8]
        from x in Gen.Int[3, 8]
        select new GridSize(z, y, x);

    // Axes along the body's, flipped and permuted in every way; numbers as scanners write them.
    private static readonly Gen<VolumeGeometry> Decimal =
        from size in Sizes
        from spacing in Gen.Int[200, 70_000].Array[3]
        from origin in Gen.Int[-900_000, 900_000].Array[3]
        from axes in Straight
        select new VolumeGeometry(size, Scaled(spacing, 1e4m), Scaled(origin, 1e3m), axes[0], axes[1], axes[2]);

    private static readonly Gen<VolumeGeometry> Any =
        from size in Sizes
        from spacing in Gen.Double[0.2, 7].Array[3]
        from origin in Gen.Double[-900, 900].Array[3]
        from axes in Gen.OneOf(Oblique, Straight)
        select new VolumeGeometry(size, Of(spacing), Of(origin), axes[0], axes[1], axes[2]);

    [Fact]
    public Task Nifti1IsExactForNumbersOfSevenDigits() => CheckAsync(Decimal, "a.nii.gz", NiftiVersion.Nifti1, 0);

    [Fact]
    public Task Nifti1KeepsAnyGridWithinAFewTenThousandthsOfAMillimetre() => CheckAsync(Any, "a.nii", NiftiVersion.Nifti1, 2e-4);

    [Fact]
    public Task Nifti2KeepsAnyGrid() => CheckAsync(Any, "a.nii.gz", NiftiVersion.Nifti2, 1e-12);

    [Fact]
    public Task NrrdKeepsAnyGrid() => CheckAsync(Any, "a.nrrd", NiftiVersion.Nifti1, 1e-9);

    [Fact]
    public async Task PartsAndBadNamesAreSaid()
    {
        using var archive = new Archive();
        archive.AddImage("images/a.nii.gz", 1);
        archive.AddImage("images/b.nii.gz", 2);
        archive.AddLabel("labels/b.nii.gz", value: 3);
        await archive.IngestAsync();
        var store = archive.Open();
        var (with, without) = (store.Series.Single(s => s.HasLabel).Id, store.Series.Single(s => !s.HasLabel).Id);
        VolumeExport.Execute(store, with, ExportPart.Label, archive.Beside("l.nii.gz"));
        Assert.Equal(3, VolumeFile.ReadLabel(archive.Beside("l.nii.gz")).Voxels.Max());
        VolumeExport.Execute(store, with, ExportPart.Tissue, archive.Beside("t.mha"));
        Assert.Equal(store.Tissue(with).ToArray(), VolumeFile.ReadLabel(archive.Beside("t.mha")).Voxels);
        Assert.Throws<InputException>(() => VolumeExport.Execute(store, without, ExportPart.Label, archive.Beside("x.nii")));
        Assert.Throws<InputException>(() => VolumeExport.Execute(store, "0123456789abcdef", ExportPart.Image, archive.Beside("x.nii")));
        Assert.Throws<InputException>(() => VolumeExport.Execute(store, with, ExportPart.Image, archive.Beside("x.txt")));
        Assert.False(File.Exists(archive.Beside("x.nii")));
    }

    private static Task CheckAsync(Gen<VolumeGeometry> grids, string name, NiftiVersion version, double millimetres) =>
        Gen.Select(grids, Gen.Int[0, 4]).SampleAsync(
            async (grid, type) =>
            {
                using var first = new Archive();
                using var second = new Archive();
                VolumeFile.Write(first.At("a.nrrd"), Filled(grid, type));
                await first.IngestAsync();
                var series = first.Open().Series.Single();
                Directory.CreateDirectory(second.Root);
                VolumeExport.Execute(first.Open(), series.Id, ExportPart.Image, second.At(name), version);
                await second.IngestAsync();
                var again = second.Open().Series.Single();

                Assert.Equal((series.VoxelType, series.VoxelDigest), (again.VoxelType, again.VoxelDigest));
                Assert.True(series.Geometry.CoincidesWith(grid, 1e-9));
                Assert.Equal(series.Geometry.Size, again.Geometry.Size);
                var size = grid.Size;
                foreach (var (z, y, x) in new[] { (0, 0, 0), (size.Z, 0, 0), (0, size.Y, 0), (0, 0, size.X) })
                {
                    var moved = (again.Geometry.ToPhysical(z, y, x) - series.Geometry.ToPhysical(z, y, x)).Length;
                    Assert.True(moved <= millimetres, $"moved by {moved} mm: {series.Geometry} became {again.Geometry}");
                }

                if (millimetres == 0)
                {
                    Assert.Equal(series.Geometry, again.Geometry);
                }
            },
            iter: 12,
            threads: 1);

    private static IVolume Filled(VolumeGeometry grid, int type)
    {
        return type switch
        {
            0 => Make(i => (short)((i * 37) - 900)),
            1 => Make(i => (byte)(i % 251)),
            2 => Make(i => (ushort)((i * 997) % 65_536)),
            3 => Make(i => (i * 70_001) - 12_345),
            _ => Make(i => (i * 0.37f) - 11.1f),
        };

        Volume<T> Make<T>(Func<int, T> value)
            where T : unmanaged, INumber<T> => new(grid, [.. Enumerable.Range(0, (int)grid.Size.Count).Select(value)]);
    }

    private static Vector3 Of(double[] v) => new(v[0], v[1], v[2]);

    private static Vector3 Scaled(int[] v, decimal by) => new((double)(v[0] / by), (double)(v[1] / by), (double)(v[2] / by));

    private static Vector3 Unit(int axis) => new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);

    private static Vector3[] Rotation(double[] q, bool mirrored)
    {
        var n = Math.Sqrt(q.Sum(v => v * v));
        var (a, b, c, d) = (q[0] / n, q[1] / n, q[2] / n, q[3] / n);
        var x = new Vector3((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c)));
        var y = new Vector3(2 * ((b * c) - (a * d)), (a * a) - (b * b) + (c * c) - (d * d), 2 * ((c * d) + (a * b)));
        return [x, y, (mirrored ? -1 : 1) * Vector3.Cross(x, y)];
    }
}
