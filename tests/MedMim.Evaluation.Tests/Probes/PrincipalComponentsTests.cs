using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

public class PrincipalComponentsTests
{
    [Fact]
    public void They_are_those_of_the_singular_value_decomposition()
    {
        var golden = Assert.Single(ProbesGolden.Load().Components);
        var vectors = new FeatureMatrix(golden.Vectors, golden.Columns);
        var components = PrincipalComponents.Fit(vectors, 3);

        Assert.All(golden.Shares.Zip(components.Shares), s => Assert.Equal(s.First, s.Second, 1e-10));
        Assert.All(golden.Axes.Zip(Enumerable.Range(0, 3).SelectMany(components.Axis)), a => Assert.Equal(a.First, a.Second, 1e-8));
        var projected = components.Project(vectors);
        Assert.Equal((vectors.Rows, 3), (projected.Rows, projected.Columns));
        Assert.Equal(0, Enumerable.Range(0, projected.Rows).Average(r => projected.Row(r)[0]), 1e-5);
    }

    // 12,000 vectors, more than one slab: on a line but for a little noise.
    [Fact]
    public void A_line_has_one_component_whose_sign_is_fixed()
    {
        var random = new Random(3);
        var values = new float[24_000];
        for (var i = 0; i < values.Length; i += 2)
        {
            var along = random.NextDouble() - 0.5;
            (values[i], values[i + 1]) = ((float)(-0.6 * along), (float)(0.8 * along));
        }

        var components = PrincipalComponents.Fit(new(values, 2), 2);
        Assert.Equal((-0.6, 0.8), (Math.Round(components.Axis(0)[0], 6), Math.Round(components.Axis(0)[1], 6)));
        Assert.Equal(1, components.Shares[0], 1e-9);
        Assert.Equal(components.Axis(0), PrincipalComponents.Fit(new([.. values.Select(v => -v)], 2), 2).Axis(0));
        Assert.Throws<ArgumentException>(() => PrincipalComponents.Fit(new(values, 2), 3));
    }
}
