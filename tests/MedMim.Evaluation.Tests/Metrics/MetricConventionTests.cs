using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Tests.Metrics;

public class MetricConventionTests
{
    private static readonly ConventionGoldens Goldens = ConventionGolden.Load();

    [Theory]
    [InlineData(MetricConvention.DeepMind)]
    [InlineData(MetricConvention.Monai)]
    public void Surfaces_percentiles_and_empty_masks_equal_an_implementation_in_scipy(MetricConvention convention)
    {
        Assert.True(Goldens.Cases.Length > 50);
        foreach (var golden in Goldens.Cases)
        {
            var expected = convention == MetricConvention.DeepMind ? golden.DeepMind : golden.Monai;
            for (var t = 0; t < Goldens.Taus.Length; t++)
            {
                var metrics = golden.Measure(new() { Convention = convention, SurfaceToleranceMm = Goldens.Taus[t] });
                Figure.Equals(expected.Dice, metrics.Dice);
                Figure.Equals(expected.Dice / (2 - expected.Dice), metrics.Iou);
                Figure.Equals(expected.Hd95, metrics.Hd95Mm);
                Figure.Equals(expected.Assd, metrics.AssdMm);
                Figure.Equals(expected.Nsd[t], metrics.Nsd);
            }
        }
    }

    [Theory]
    [InlineData(LesionMatching.BratsGlioma)]
    [InlineData(LesionMatching.BratsMeningioma)]
    [InlineData(LesionMatching.BratsMetastasis)]
    public void Lesions_by_the_rules_of_BraTS_2023_equal_an_implementation_in_scipy(LesionMatching matching)
    {
        foreach (var golden in Goldens.Cases)
        {
            var lesions = golden.Measure(new() { LesionMatching = matching }).Lesions;
            var expected = matching switch
            {
                LesionMatching.BratsGlioma => golden.BratsGlioma,
                LesionMatching.BratsMeningioma => golden.BratsMeningioma,
                _ => golden.BratsMetastasis,
            };
            Assert.Equal(
                (golden.Name, expected.Reference, expected.Found, expected.Predicted, expected.FalsePositives),
                (golden.Name, lesions.Reference, lesions.Found, lesions.Predicted, lesions.FalsePositives));
            Figure.Equals(expected.Dice, lesions.Dice);
            Figure.Equals(expected.Hd95, lesions.Hd95Mm);
        }
    }

    /// <summary>Undefined figures stay out of means, infinite ones do not.</summary>
    [Fact]
    public void An_undefined_figure_is_no_value_of_its_metric()
    {
        var empty = Goldens.Cases.First(c => c.Name == "both empty").Measure(new() { Convention = MetricConvention.DeepMind });
        Assert.Null(MetricDefinition.Dice.Value(empty));
        Assert.Equal(double.PositiveInfinity, MetricDefinition.All.First(m => m.Key == "hd95Mm").Value(empty));
    }
}
