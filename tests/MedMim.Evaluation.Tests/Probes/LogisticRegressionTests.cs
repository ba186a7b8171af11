using MedMim.Evaluation.Probes;

namespace MedMim.Evaluation.Tests.Probes;

public class LogisticRegressionTests
{
    [Fact]
    public void It_finds_the_optimum_that_sklearn_finds()
    {
        foreach (var golden in ProbesGolden.Load().Linear)
        {
            var model = LogisticRegression.Fit(golden.Matrix, golden.Labels, golden.Classes, golden.Penalty);
            for (var i = 0; i < golden.Weights.Length; i++)
            {
                Assert.Equal(golden.Weights[i], model.Weight(i / golden.Columns, i % golden.Columns), 1e-4 * Math.Max(1, Math.Abs(golden.Weights[i])));
            }

            Assert.All(golden.Probabilities.Zip(model.Probabilities(golden.Matrix)), p => Assert.Equal(p.First, p.Second, 1e-5));
        }
    }

    // Two vectors, ±1, of two classes: by symmetry w = ∓v with λ·v = σ(−2v), and no intercept.
    [Theory]
    [InlineData(1)]
    [InlineData(0.01)]
    public void Two_vectors_have_a_closed_form(double penalty)
    {
        var model = LogisticRegression.Fit(new([-1, 1], 1), [0, 1], 2, penalty);
        var v = model.Weight(1, 0);
        Assert.Equal(1 / (1 + Math.Exp(2 * v)), penalty * v, 1e-7);
        Assert.Equal(-v, model.Weight(0, 0), 1e-9);
        Assert.Equal([0, 1], model.Predict(new([-0.1f, 0.1f], 1)));
    }

    // Where the features say nothing, only intercepts are left: the log of each class's share.
    [Fact]
    public void Without_features_that_differ_it_answers_with_the_shares()
    {
        var model = LogisticRegression.Fit(new(new float[10], 1), [0, 0, 0, 0, 0, 1, 1, 1, 2, 2], 3, 0.1);
        Assert.All(new[] { 0.5, 0.3, 0.2 }.Zip(model.Probabilities(new([0], 1))), p => Assert.Equal(p.First, p.Second, 1e-8));
        Assert.Equal(-(0.5 * Math.Log(0.5)) - (0.3 * Math.Log(0.3)) - (0.2 * Math.Log(0.2)), model.LogLoss(new(new float[10], 1), [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]), 1e-8);
    }

    [Fact]
    public void Where_it_begins_changes_nothing()
    {
        var golden = ProbesGolden.Load().Linear[1];
        var near = LogisticRegression.Fit(golden.Matrix, golden.Labels, golden.Classes, 1);
        var cold = LogisticRegression.Fit(golden.Matrix, golden.Labels, golden.Classes, 1e-2).Probabilities(golden.Matrix);
        var warm = LogisticRegression.Fit(golden.Matrix, golden.Labels, golden.Classes, 1e-2, near).Probabilities(golden.Matrix);
        Assert.All(cold.Zip(warm), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void A_class_that_nobody_taught_is_never_predicted()
    {
        var model = LogisticRegression.Fit(new([-1, 1, 2], 1), [0, 3, 3], 4, 0.1);
        Assert.Equal([0, 3], model.Predict(new([-5, 5], 1)));
        Assert.All(model.Probabilities(new([0.3f], 1))[1..3], p => Assert.Equal(0, p));
        Assert.Equal([2], LogisticRegression.Fit(new([1, 2], 1), [2, 2], 3, 0.1).Predict(new([7], 1)));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(new([], 1), [], 2, 0.1));
    }
}
