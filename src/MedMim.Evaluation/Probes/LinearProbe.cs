namespace MedMim.Evaluation.Probes;

/// <summary>A linear probe whose penalty was chosen on patients who are neither fitted nor tested on.</summary>
/// <param name="Model">The regression.</param>
/// <param name="Scaling">The scaling of its features.</param>
/// <param name="Penalty">The λ that was chosen.</param>
public sealed record LinearProbe(LogisticRegression Model, FeatureScaling Scaling, double Penalty)
{
    /// <summary>The penalties that are tried, the strongest first.</summary>
    public static IReadOnlyList<double> Penalties { get; } = [1, 1e-1, 1e-2, 1e-3, 1e-4];

    /// <summary>
    /// Chooses the λ with the smallest log loss on the validation vectors (of equals the strongest), and fits anew on
    /// both parts together.
    /// </summary>
    /// <param name="fit">Vectors to try each λ on.</param>
    /// <param name="validation">Vectors of other patients.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="limit">How many vectors are fitted at most.</param>
    public static LinearProbe Train(ProbeVectors fit, ProbeVectors validation, int classes, int limit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(validation);
        var penalty = Choose(fit.Thinned(limit), validation.Thinned(limit), classes);
        var all = ProbeVectors.Stack([fit, validation]).Thinned(limit);
        var scaling = FeatureScaling.Fit(all.Features);
        return new(LogisticRegression.Fit(scaling.Apply(all.Features), all.Labels, classes, penalty), scaling, penalty);
    }

    /// <summary>The class of each vector, as they came from the encoder.</summary>
    public int[] Predict(FeatureMatrix vectors) => Model.Predict(Scaling.Apply(vectors));

    private static double Choose(ProbeVectors fit, ProbeVectors validation, int classes)
    {
        var scaling = FeatureScaling.Fit(fit.Features);
        var (trained, unseen) = (scaling.Apply(fit.Features), scaling.Apply(validation.Features));
        var (best, smallest) = (Penalties[0], double.PositiveInfinity);
        LogisticRegression? model = null;
        foreach (var penalty in Penalties)
        {
            model = LogisticRegression.Fit(trained, fit.Labels, classes, penalty, model);
            var loss = model.LogLoss(unseen, validation.Labels);
            (best, smallest) = loss < smallest ? (penalty, loss) : (best, smallest);
        }

        return best;
    }
}
