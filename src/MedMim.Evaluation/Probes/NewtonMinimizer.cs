namespace MedMim.Evaluation.Probes;

/// <summary>
/// Newton's method whose steps are found by conjugate gradients, as exactly as pays (Nocedal and Wright, Numerical
/// Optimization, algorithm 7.1), with halved steps where the value does not fall enough. For convex functions.
/// </summary>
internal static class NewtonMinimizer
{
    private const double Tolerance = 1e-8;
    private const double SufficientDecrease = 1e-4;
    private const int Steps = 200;
    private const int Halvings = 40;

    /// <summary>Minimises until no component of the gradient exceeds 1e-8, or no step helps any more.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="parameters">Where to begin; not changed.</param>
    public static double[] Minimise(LogisticObjective objective, double[] parameters)
    {
        var (value, gradient) = objective.Evaluate(parameters);
        for (var step = 0; step < Steps && gradient.Max(Math.Abs) > Tolerance; step++)
        {
            var direction = Direction(objective, gradient);
            var slope = Dot(gradient, direction);
            var length = 1.0;
            for (var halving = 0; ; halving++)
            {
                if (halving == Halvings)
                {
                    return parameters;
                }

                var next = Combine(parameters, length, direction);
                var (nextValue, nextGradient) = objective.Evaluate(next);
                if (nextValue <= value + (SufficientDecrease * length * slope) + (1e-15 * Math.Abs(value)))
                {
                    (parameters, value, gradient) = (next, nextValue, nextGradient);
                    break;
                }

                length /= 2;
            }
        }

        return parameters;
    }

    /// <summary>A step d with H·d ≈ −gradient.</summary>
    private static double[] Direction(LogisticObjective objective, double[] gradient)
    {
        var direction = new double[gradient.Length];
        var residual = Array.ConvertAll(gradient, g => -g);
        var along = (double[])residual.Clone();
        var norm = Dot(residual, residual);
        var enough = norm * Math.Pow(Math.Min(0.5, Math.Sqrt(Math.Sqrt(norm))), 2);
        for (var i = 0; i < gradient.Length && norm > enough; i++)
        {
            var product = objective.Curvature(along);
            var curvature = Dot(along, product);
            if (curvature <= 0)
            {
                break;
            }

            var length = norm / curvature;
            direction = Combine(direction, length, along);
            residual = Combine(residual, -length, product);
            var next = Dot(residual, residual);
            along = Combine(residual, next / norm, along);
            norm = next;
        }

        return direction;
    }

    private static double Dot(double[] first, double[] second)
    {
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    private static double[] Combine(double[] first, double factor, double[] second)
    {
        var sum = new double[first.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = first[i] + (factor * second[i]);
        }

        return sum;
    }
}
