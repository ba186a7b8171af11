using CsCheck;
using MedMim.Evaluation.Metrics;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Metrics;

public class NearestSeedsTests
{
    private static readonly Gen<(GridSize Size, Vector3 Spacing, bool[] Seeds)> Grids = Gen.Select(
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[1, 13], (z, y, x) => new GridSize(z, y, x)),
        Gen.Select(Gen.Double[0.1, 5], Gen.Double[0.1, 5], Gen.Double[0.1, 5], (x, y, z) => new Vector3(x, y, z)), Gen.Double[0, 0.5])
        .SelectMany(g => Gen.Double[0, 1].Array[(int)g.Item1.Count], (g, draws) => (g.Item1, g.Item2, draws.Select(d => d < g.Item3).ToArray()));

    /// <summary>Every place is asked again and again, so that the looks are used up and whole planes take over.</summary>
    [Fact]
    public void Equals_the_nearest_seed_by_search() => Grids.Sample(
        g =>
        {
            var nearest = new NearestSeeds(Places(g.Seeds), g.Size, g.Spacing);
            var expected = Search(g.Seeds, g.Size, g.Spacing);
            for (var again = 0; again < 8; again++)
            {
                Assert.All(Enumerable.Range(0, g.Seeds.Length).Select(nearest.Squared).Zip(expected), Same);
            }
        },
        iter: 200);

    /// <summary>Rows that look at too many others leave the plane to parabolas.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PlaneDistances.MostRows)]
    public void A_plane_by_parabolas_equals_the_nearest_seed_by_search(int mostRows) => Grids.Sample(
        g =>
        {
            var plane = g.Size with { Z = 1 };
            var seeds = g.Seeds[..(int)plane.Count];
            if (seeds.Contains(true))
            {
                var rows = new RowDistances(Places(seeds), plane, g.Spacing.X);
                Assert.All(PlaneDistances.Squared(rows, 0, plane, g.Spacing.Y, mostRows)!.Zip(Search(seeds, plane, g.Spacing)), Same);
            }
        },
        iter: 200);

    private static void Same((double First, double Second) d) => Assert.True(d.First == d.Second || Math.Abs(d.First - d.Second) < 1e-9);

    private static int[] Places(bool[] seeds) => [.. Enumerable.Range(0, seeds.Length).Where(i => seeds[i])];

    private static double[] Search(bool[] seeds, GridSize size, Vector3 spacing)
    {
        Vector3 At(int i) => new(
            i % size.X * spacing.X, i / size.X % size.Y * spacing.Y, i / size.X / size.Y * spacing.Z);
        return [.. Enumerable.Range(0, seeds.Length).Select(i => Enumerable.Range(0, seeds.Length).Where(j => seeds[j])
            .Select(j => Vector3.Dot(At(i) - At(j), At(i) - At(j))).DefaultIfEmpty(double.PositiveInfinity).Min())];
    }
}
