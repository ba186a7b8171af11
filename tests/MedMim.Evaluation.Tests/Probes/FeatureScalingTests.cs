using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

public class FeatureScalingTests
{
    [Fact]
    public void Features_get_mean_0_and_deviation_1_and_constant_ones_vanish()
    {
        var scaling = FeatureScaling.Fit(new([1, 10, 7, 3, 20, 7], 3));
        Assert.Equal([-1f, -1f, 0f, 1f, 1f, 0f], scaling.Apply(new([1, 10, 7, 3, 20, 7], 3)).Values);
        Assert.Equal([0f, 3f, 0f], scaling.Apply(new([2, 30, 9], 3)).Values);
        Assert.Throws<ArgumentException>(() => FeatureScaling.Fit(new([], 3)));
    }

    [Fact]
    public void Vectors_are_taken_stacked_and_thinned_in_order()
    {
        var vectors = new ProbeVectors(new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 1), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal([0, 2, 5, 7], vectors.Thinned(4).Labels);
        Assert.Equal([0f, 2f, 5f, 7f], vectors.Thinned(4).Features.Values);
        Assert.Same(vectors, vectors.Thinned(10));
        Assert.Equal(20, ProbeVectors.Stack([vectors, vectors]).Features.Rows);
        Assert.Throws<ArgumentException>(() => FeatureMatrix.Stack([new([1, 2], 2), new([1], 1)]));
    }
}
