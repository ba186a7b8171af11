using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Series;

/// <summary>
/// Slices that do not lie on a grid. A field that is linear in space must come back exactly: linear interpolation is
/// exact on it, so any error of geometry shows.
/// </summary>
[Collection(WorkerCollection.Name)]
public sealed class SliceAlignmentTests(SharedReader shared)
{
    private const double Step = 0.01;

    private static double Field(Vector3 p) => 3 + (0.5 * p.X) - (0.7 * p.Y) + (0.3 * p.Z);

    private static void Add(GeneratedSeries series, int number, Vector3 position, Func<Vector3, double> field, double step = Step)
    {
        var dataset = GeneratedSeries.Slice(number, 0)
            .SetDecimals(DicomTags.ImagePositionPatient, position.X, position.Y, position.Z)
            .SetDecimals(DicomTags.RescaleSlope, step)
            .SetDecimals(DicomTags.RescaleIntercept, 0);
        var pixels = new short[20];
        for (var i = 0; i < 20; i++)
        {
            pixels[i] = (short)Math.Round(field(position + new Vector3(i % 5, i / 5, 0)) / step);
        }

        series.Add<short>(dataset, pixels);
    }

    [Theory]
    [InlineData(0, 0.25, 14.04)]    // The feet end of the couch goes down: a tilt about x.
    [InlineData(0, -0.4, 21.80)]
    [InlineData(0.3, 0, 16.70)]
    public async Task A_tilted_gantry_is_sheared_straight(double driftX, double driftY, double degrees)
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 6; k++)
        {
            Add(series, k, new(-10 + (2 * k * driftX), 20 + (2 * k * driftY), 100 + (2 * k)), Field);
        }

        var (plan, stored, values) = await series.ReadAsync();
        var geometry = stored.Geometry;
        var correction = Assert.Single(plan.Corrections);
        Assert.StartsWith(Corrections.GantryTiltCorrected + ":", correction, StringComparison.Ordinal);
        Assert.Equal(degrees, double.Parse(correction.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), 0.051);
        Assert.Equal((new Vector3(0, 0, 1), 2.0, 6), (geometry.AxisZ, geometry.Spacing.Z, geometry.Size.Z));

        var covered = 0;
        for (var z = 0; z < 6; z++)
        {
            for (var y = 0; y < geometry.Size.Y; y++)
            {
                for (var x = 0; x < geometry.Size.X; x++)
                {
                    var point = geometry.ToPhysical(z, y, x);
                    var (sx, sy) = (point.X + 10 - (2 * z * driftX), point.Y - 20 - (2 * z * driftY));
                    var inside = sx is > -1e-6 and < 4 + 1e-6 && sy is > -1e-6 and < 3 + 1e-6;
                    var value = values[geometry.Size.Offset(z, y, x)];
                    Assert.True(
                        inside ? Math.Abs(value - Field(point)) <= Step : value == stored.Minimum,
                        $"[{z}, {y}, {x}] {value}, field {Field(point)}, inside {inside}");
                    covered += inside ? 1 : 0;
                }
            }
        }

        Assert.True(covered >= 6 * 4 * 3, $"{covered} voxels kept of {6 * 20}.");
    }

    [Fact]
    public async Task A_shift_by_whole_pixels_loses_nothing()
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 4; k++)
        {
            Add(series, k, new(0, k, 4 * k), p => (7 * p.X) + (k * 50) + (p.Y * p.Y), 1);
        }

        var (_, stored, values) = await series.ReadAsync();
        Assert.Equal((VoxelType.Int16, new GridSize(4, 7, 5)), (stored.VoxelType, stored.Geometry.Size));
        for (var z = 0; z < 4; z++)
        {
            for (var y = 0; y < 4; y++)
            {
                Assert.Equal((7 * 3) + (z * 50) + ((z + y) * (z + y)), values[stored.Geometry.Size.Offset(z, y + z, 3)]);
            }
        }
    }

    [Fact]
    public async Task Integers_stay_integers()
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < 5; k++)
        {
            Add(series, k, new(0, 0.7 * k, 2 * k), p => 100 * Field(p), 1);
        }

        var (_, stored, values) = await series.ReadAsync();
        Assert.Equal(VoxelType.Int16, stored.VoxelType);
        Assert.All(values, v => Assert.Equal(MathF.Round(v), v));
    }

    [Fact]
    public async Task Small_unevenness_is_resampled()
    {
        using var series = new GeneratedSeries(shared);
        double[] heights = [0, 2.2, 4, 6.2, 8, 10];
        for (var k = 0; k < heights.Length; k++)
        {
            Add(series, k, new(0, 0, heights[k]), Field);
        }

        var (plan, stored, values) = await series.ReadAsync();
        Assert.Equal([$"{Corrections.SpacingResampled}:0.10"], plan.Corrections);
        var size = stored.Geometry.Size;
        Assert.Equal((new GridSize(6, 4, 5), new Vector3(1, 1, 2)), (size, stored.Geometry.Spacing));
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(Field(stored.Geometry.ToPhysical(i / 20, i % 20 / 5, i % 5)), values[i], 1.01 * Step);
        }
    }

    [Theory]
    [InlineData(0.0, 2.0, 4.0, 8.0)]             // One is missing.
    [InlineData(0.0, 2.0, 4.0, 6.6)]           // More than a quarter too far.
    [InlineData(0.0, 1.0, 3.0, 5.0)]
    public async Task Larger_gaps_are_refused(params double[] heights)
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < heights.Length; k++)
        {
            Add(series, k, new(0, 0, heights[k]), Field);
        }

        var assembly = await series.AssembleAsync();
        Assert.Equal(RefusalCodes.MissingSlices, Assert.Single(assembly.Refusals).Refusal.Code);
    }

    [Theory]
    [InlineData(0.0, 0.5, 1.0, 1.9)]       // No straight line.
    [InlineData(0.0, 0.5, -0.5, 0.0)]        // Jitter.
    [InlineData(0.0, 3.0, 6.0, 9.0)]             // 56°: no gantry tilts that far.
    public async Task Irregular_shifts_are_refused(params double[] shifts)
    {
        using var series = new GeneratedSeries(shared);
        for (var k = 0; k < shifts.Length; k++)
        {
            Add(series, k, new(0, shifts[k], 2 * k), Field);
        }

        var assembly = await series.AssembleAsync();
        Assert.Equal(RefusalCodes.GantryTilt, Assert.Single(assembly.Refusals).Refusal.Code);
    }
}
