using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>
/// A ball of known centre and radius in the patient is scanned on awkward grids; the 'network' is a threshold. So the
/// truth of every voxel of the prediction is known in millimetres, whatever grids it went through.
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
        var labels = Predict(scan);

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
        var source = VolumeFile.ReadFloat(folder.File("scan.nii.gz"));

        var labels = Predict(source);
        Predictor.Write(folder.File("prediction.nii.gz"), labels);

        var read = VolumeFile.ReadLabel(folder.File("prediction.nii.gz"));
        // NIfTI keeps a rotation as a quaternion of 32-bit numbers.
        Assert.True(source.Geometry.CoincidesWith(read.Geometry, 1e-6));
        Assert.Equal(labels.Voxels, read.Voxels);
    }

    /// <summary>
    /// The same scan saved with its axes exchanged and reversed: axes are brought in order exactly, so that nothing but the rounding of
    /// places in space is left. Without resampling no voxel differs; with it, at most one of 10,000.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheOrderOfAxesDoesNotMatter(bool resampled)
    {
        var scan = Scan(Geometry("anisotropic"));
        var random = new Foundation.Randomness.RandomStream(new(5, "test.order"));
        for (var i = 0; i < scan.Voxels.Length; i++)
        {
            scan.Voxels[i] += (float)(0.3 * random.NextGaussian());
        }

        var plan = new PreparationPlan { Spacing = resampled ? new(2, 2, 2) : null };
        using var predictor = new Predictor(FixedNetwork.Threshold(0.5), new(16, 16, 16), [new(5, "ball")], plan);
        var expected = predictor.Predict(scan, "MR");
        Assert.InRange(expected.Voxels.Count(v => v == 5), 500, scan.Voxels.Length / 2);
        foreach (var order in new AxisOrder[] { new(-1, 2, 3), new(1, -2, -3), new(2, 1, 3), new(-3, 1, -2), new(3, -2, 1) })
        {
            var region = new SourceRegion(scan.Geometry, order, VoxelBox.Whole(order.Apply(scan.Geometry).Size));

            var labels = predictor.Predict(region.Take<float>(scan.Voxels), "MR");

            var back = region.PutBack<byte>(labels.Voxels, 0);
            var different = back.Voxels.Zip(expected.Voxels).Count(p => p.First != p.Second);
            Assert.True(different <= (resampled ? back.Voxels.Length / 10_000 : 0), $"{order}: {different}");
        }
    }

    [Fact]
    public void AScanSmallerThanTheWindowIsPredicted()
    {
        var scan = new Volume<float>(VolumeGeometry.Identity(new(3, 5, 40), new(1, 1, 1)));
        scan.Voxels.AsSpan(200).Fill(10);
        using var predictor = new Predictor(
            FixedNetwork.Threshold(-1), new(16, 16, 16), [new(5, "ball")], new PreparationPlan { CropMargin = null });

        Assert.Equal(400, predictor.Predict(scan, "MR").Voxels.Count(v => v == 5));
    }

    [Fact]
    public void NotANumberIsRefused()
    {
        var scan = Scan(Geometry("anisotropic"));
        scan.Voxels[1000] = float.NaN;

        Assert.Throws<InputException>(() => Predict(scan));
    }

    [Fact]
    public void TheScansOutermostVoxelsAreLabelledToo()
    {
        // 9 voxels of 1.5 mm (13.5 mm) become 6 of 2.2 mm (13.2 mm), which end before the scan does.
        var geometry = VolumeGeometry.Identity(new(9, 9, 9), new(1.5, 1.5, 1.5));
        var prepared = PreparedGrid.Of(geometry, new(2.2, 2.2, 2.2));
        var labels = new ClassSlabs();
        var resampler = new SlabResampler(geometry, labels);
        resampler.Begin(2, prepared);
        var area = prepared.Size.Y * prepared.Size.X;
        for (var z = 0; z < prepared.Size.Z; z++)
        {
            resampler.Add(z, [.. Enumerable.Repeat(0f, area), .. Enumerable.Repeat(1f, area)]);
        }

        resampler.End();

        Assert.Equal(9 * 9 * 9, labels.Classes.Count(c => c == 1));
    }

    /// <summary>Predicts by a threshold halfway between the ball's inside and the air.</summary>
    private static Volume<byte> Predict(Volume<float> scan)
    {
        var preparation = new PreparationPlan { Spacing = new(2, 2, 2) };
        using var predictor = new Predictor(
            FixedNetwork.Threshold(Normalised(scan, preparation, 0.5)), new(16, 16, 16), [new(5, "ball")], preparation,
            new() { BatchSize = 2 });
        return predictor.Predict(scan, "MR");
    }

    /// <summary>
    /// What the preparation makes of an intensity: it is a straight line, found by least squares where it does not
    /// clip.
    /// </summary>
    private static double Normalised(Volume<float> scan, PreparationPlan options, double intensity)
    {
        var prepared = new Preparer(options).Prepare(scan, "MR").Image;
        var raw = Resample.Execute(scan, prepared.Geometry);
        var pairs = raw.Voxels.Zip(prepared.Voxels).Where(p => p.First is > 0.2f and < 0.8f && Math.Abs(p.Second) < 4.9).ToList();
        var (meanX, meanY) = (pairs.Average(p => p.First), pairs.Average(p => p.Second));
        var slope = pairs.Sum(p => (p.First - meanX) * (p.Second - meanY)) / pairs.Sum(p => Math.Pow(p.First - meanX, 2));
        return meanY + (slope * (intensity - meanX));
    }

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
}
