using CsCheck;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

public class DistanceTransformTests
{
    [Fact]
    public void Equals_the_nearest_seed_by_search()
    {
        var grids = Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 7], (z, y, x) => new GridSize(z, y, x));
        var spacings = Gen.Select(Gen.Double[0.1, 5], Gen.Double[0.1, 5], Gen.Double[0.1, 5], (x, y, z) => new Vector3(x, y, z));
        Gen.Select(grids, spacings, Gen.Double[0, 0.5]).SelectMany(
                g => Gen.Double[0, 1].Array[(int)g.Item1.Count],
                (g, draws) => (Size: g.Item1, Spacing: g.Item2, Seeds: draws.Select(d => d < g.Item3).ToArray()))
            .Sample(g => Assert.All(
                DistanceTransform.Squared(Places(g.Seeds), g.Size, g.Spacing).Zip(Search(g.Seeds, g.Size, g.Spacing)),
                d => Assert.True(d.First == d.Second || Math.Abs(d.First - d.Second) < 1e-9)), iter: 200);
    }

    private static int[] Places(bool[] seeds) => [.. Enumerable.Range(0, seeds.Length).Where(i => seeds[i])];

    private static double[] Search(bool[] seeds, GridSize size, Vector3 spacing)
    {
        Vector3 At(int i) => new(
            i % size.X * spacing.X, i / size.X % size.Y * spacing.Y, i / size.X / size.Y * spacing.Z);
        return [.. Enumerable.Range(0, seeds.Length).Select(i => Enumerable.Range(0, seeds.Length).Where(j => seeds[j])
            .Select(j => Vector3.Dot(At(i) - At(j), At(i) - At(j))).DefaultIfEmpty(double.PositiveInfinity).Min())];
    }
}
