using CsCheck;
using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Store;

public class SeriesRowTests
{
    private static readonly Gen<double> Numbers = Gen.Double[-1e6, 1e6];

    private static readonly Gen<Vector3> Vectors =
        Gen.Select(Numbers, Numbers, Numbers).Select((x, y, z) => new Vector3(x, y, z));

    private static readonly Gen<VolumeGeometry> Geometries =
        Gen.Select(Vectors, Vectors, Vectors, Vectors, Vectors, Gen.Int[1, 999])
            .Select((s, o, x, y, z, n) => new VolumeGeometry(new(n, n + 1, n + 2), s, o, x, y, z));

    [Fact]
    public void GeometrySurvivesTheFileExactly()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("catalog.parquet");
        Geometries.Array[1, 20].Sample(
            geometries =>
            {
                var records = geometries.Select((g, i) => Record(g, i)).ToArray();
                TableFile.Write(path, records.Select(SeriesRow.From));
                var read = TableFile.Read<SeriesRow>(path).Select(r => r.ToRecord()).ToArray();
                Assert.Equal(geometries, read.Select(r => r.Geometry));
                Assert.Equal(records.Select(r => r.Minimum), read.Select(r => r.Minimum));
                Assert.Equal(records.Select(r => r.Unit), read.Select(r => r.Unit));
                Assert.Equal(records.SelectMany(r => r.LabelValues), read.SelectMany(r => r.LabelValues));
                Assert.Equal(records.Select(r => r.LabelledVoxels), read.Select(r => r.LabelledVoxels));
                Assert.Equal(records.SelectMany(r => r.Corrections), read.SelectMany(r => r.Corrections));
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void EqualRowsGiveEqualBytes()
    {
        using var folder = new TemporaryFolder();
        var rows = new[] { SeriesRow.From(Record(VolumeGeometry.Identity(new(1, 2, 3), new(1, 1, 1)), 1)) };
        TableFile.Write(folder.File("a"), rows);
        TableFile.Write(folder.File("b"), rows);
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    private static SeriesRecord Record(VolumeGeometry geometry, int i) => new()
    {
        Id = $"{i:x16}", Patient = "p", Study = "s", Modality = "CT", SourceFormat = "dicom", Geometry = geometry,
        VoxelType = VoxelType.Int16, Unit = "HU", Minimum = -1024.1 / (i + 1), Maximum = Math.PI, TissueFraction = 0.25, HasLabel = true,
        LabelValues = [1, 3], LabelledVoxels = i % 3 == 0 ? null : i, VoxelDigest = "sha256:00", Corrections = ["duplicates-removed"],
    };
}
