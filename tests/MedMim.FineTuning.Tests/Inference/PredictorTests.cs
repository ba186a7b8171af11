using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>
/// A ball of known centre and radius in the patient is scanned on awkward grids; the 'network' is a threshold. So the truth of every
/// voxel of the prediction is known in millimetres, whatever grids it went through.
/// </summary>
public sealed class PredictorTests : TorchTests
{
    private static readonly Vector3 Centre = new(12, -30, 55);
    private const double Radius = 14;

    public static TheoryData<string> Grids => ["oblique", "anisotropic", "mirrored"];

    [Theory]
    [MemberData(nameof(Grids))]
    public void PredictsTheSamePhysicalPoints(string grid)
    {
        var scan = Scan(Geometry(grid));
        using var predictor = Threshold();

        var labels = predictor.Predict(scan);

        Assert.Equal(scan.Geometry, labels.Geometry);
        var wrong = 0;
        var inside = 0;
        ForEachVoxel(scan.Geometry, (i, distance) =>
        {
            inside += distance < Radius ? 1 : 0;
            // The prepared grid is 2 mm: its interpolation decides voxels within 1.5 mm of the surface.
            wrong += Math.Abs(distance - Radius) > 1.5 && (labels.Voxels[i] == 5) != (distance < Radius) ? 1 : 0;
        });
        Assert.True(inside > 500);
        Assert.Equal(0, wrong);
        Assert.All(labels.Voxels, v => Assert.True(v is 0 or 5));
    }

    [Theory]
    [MemberData(nameof(Grids))]
    public void TheWrittenFileHasTheScansGeometry(string grid)
    {
        using var folder = new TemporaryFolder();
        var scan = Scan(Geometry(grid));
        VolumeFile.Write(folder.File("scan.nii.gz"), scan);
        var source = VolumeFile.Read(folder.File("scan.nii.gz"));
        using var predictor = Threshold();

        var labels = predictor.PredictTo(folder.File("prediction.nii.gz"), source);

        var read = VolumeFile.ReadLabel(folder.File("prediction.nii.gz"));
        // NIfTI keeps a rotation as a quaternion of 32-bit numbers.
        Assert.True(source.Geometry.CoincidesWith(read.Geometry, 1e-6));
        Assert.Equal(labels.Voxels, read.Voxels);
    }

    [Fact]
    public void NotANumberIsRefused()
    {
        var scan = Scan(Geometry("anisotropic"));
        scan.Voxels[1000] = float.NaN;
        using var predictor = Threshold();

        Assert.Throws<InputException>(() => predictor.Predict(scan));
    }

    private static Predictor Threshold() => new(
        FixedNetwork.Threshold(0.5), new GridSize(16, 16, 16), [new(5, "ball")], new IsotropicPreparer(), new() { BatchSize = 2 });

    private static VolumeGeometry Geometry(string grid)
    {
        var (size, spacing, x, y, z) = grid switch
        {
            "oblique" => (new GridSize(40, 44, 48), new Vector3(1.5, 1.25, 2),
                Rotate(new(1, 0, 0)), Rotate(new(0, 1, 0)), Rotate(new(0, 0, 1))),
            "anisotropic" => (new GridSize(16, 64, 56), new Vector3(0.9, 0.9, 5), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)),
            _ => (new GridSize(30, 40, 36), new Vector3(2, 1.5, 2.5), new(-1, 0, 0), new Vector3(0, 0, 1), new Vector3(0, 1, 0)),
        };
        var atOrigin = new VolumeGeometry(size, spacing, default, x, y, z);
        var middle = atOrigin.ToPhysical(size.Z / 2.0, size.Y / 2.0, size.X / 2.0);
        return atOrigin with { Origin = Centre + new Vector3(3, -2, 1) - middle };
    }

    /// <summary>Turned by 25° about z, then 15° about x.</summary>
    private static Vector3 Rotate(Vector3 v)
    {
        var (a, b) = (25 * Math.PI / 180, 15 * Math.PI / 180);
        var w = new Vector3((Math.Cos(a) * v.X) - (Math.Sin(a) * v.Y), (Math.Sin(a) * v.X) + (Math.Cos(a) * v.Y), v.Z);
        return new(w.X, (Math.Cos(b) * w.Y) - (Math.Sin(b) * w.Z), (Math.Sin(b) * w.Y) + (Math.Cos(b) * w.Z));
    }

    private static Volume<float> Scan(VolumeGeometry geometry)
    {
        var scan = new Volume<float>(geometry);
        ForEachVoxel(geometry, (i, distance) => scan.Voxels[i] = (float)Math.Clamp(0.5 + ((Radius - distance) / 8), 0, 1));
        return scan;
    }

    private static void ForEachVoxel(VolumeGeometry geometry, Action<int, double> visit)
    {
        for (var i = 0; i < geometry.Size.Count; i++)
        {
            var (z, y, x) = (i / (geometry.Size.Y * geometry.Size.X), i / geometry.Size.X % geometry.Size.Y, i % geometry.Size.X);
            visit(i, (geometry.ToPhysical(z, y, x) - Centre).Length);
        }
    }

    /// <summary>Resamples to 2 mm along the scan's own axes; no normalisation, so that the threshold means what it says.</summary>
    private sealed class IsotropicPreparer : IScanPreparer
    {
        public PreparedVolume Prepare(IVolume scan)
        {
            var source = scan as Volume<float> ?? throw new ArgumentException("floats only", nameof(scan));
            var g = source.Geometry;
            static int Count(int n, double spacing) => (int)Math.Ceiling(n * spacing / 2) + 1;
            var size = new GridSize(Count(g.Size.Z, g.Spacing.Z), Count(g.Size.Y, g.Spacing.Y), Count(g.Size.X, g.Spacing.X));
            var prepared = Resample.Execute(source, g with { Size = size, Spacing = new(2, 2, 2) });
            return new(
                new("scan", "patient", "MR", prepared.Geometry, false), prepared.Voxels, new byte[size.Count], null);
        }
    }
}
