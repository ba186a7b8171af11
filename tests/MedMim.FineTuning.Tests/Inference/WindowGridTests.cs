using CsCheck;
using MedMim.FineTuning.Inference;

namespace MedMim.FineTuning.Tests.Inference;

public sealed class WindowGridTests
{
    [Fact]
    public void SpreadsWindowsEvenly() =>
        Assert.Equal([0, 3, 7, 10], WindowGrid.Starts(new(18, 1, 1), new(8, 1, 1), 0.5).Select(s => s.Z));

    [Fact]
    public void CentresASmallVolume() => Assert.Equal([(-2, -1, 0)], WindowGrid.Starts(new(3, 5, 8), new(8, 8, 8), 0.5));

    [Fact]
    public void CoversEveryVoxelAndStaysInside() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 64], Gen.Double[0.1, 1]).Sample((extent, patch, step) =>
        {
            var starts = WindowGrid.Starts(new(extent, 1, 1), new(patch, 1, 1), step).Select(s => s.Z).ToList();
            if (extent >= patch)
            {
                Assert.Equal(0, starts[0]);
                Assert.Equal(extent - patch, starts[^1]);
            }

            Assert.All(starts.Zip(starts.Skip(1)), p => Assert.InRange(p.Second - p.First, 1, (int)Math.Ceiling(Math.Max(1, patch * step))));
        });

    [Fact]
    public void EveryVoxelIsSeenAndItsWeightsArePositiveAndSumToOne() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 64], Gen.Double[0.1, 1]).Sample((extent, patch, step) =>
        {
            var windows = AxisWindows.Of(extent, patch, step);
            var sums = new double[extent];
            for (var i = 0; i < windows.Starts.Count; i++)
            {
                for (var k = 0; k < patch; k++)
                {
                    var voxel = windows.Starts[i] + k;
                    var weight = windows.WeightsOf(i).Span[k];
                    if (voxel < 0 || voxel >= extent)
                    {
                        Assert.Equal(0, weight);
                        continue;
                    }

                    Assert.True(weight > 0);
                    sums[voxel] += weight;
                }
            }

            Assert.All(sums, s => Assert.Equal(1, s, 1e-6));
        });
}
