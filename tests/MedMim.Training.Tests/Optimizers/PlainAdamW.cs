using MedMim.Training.Options;

namespace MedMim.Training.Tests.Optimizers;

/// <summary>AdamW as its paper writes it, one operation a line, in double precision: what the fused kernel must agree with.</summary>
internal sealed class PlainAdamW(OptimizerOptions options, double[] weights, bool decays)
{
    private readonly double[] mean = new double[weights.Length];
    private readonly double[] square = new double[weights.Length];

    public double[] Weights => weights;

    public void Update(long step, double rate, float[] gradient)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= 1 - (decays ? rate * options.WeightDecay : 0);
            mean[i] = (options.Beta1 * mean[i]) + ((1 - options.Beta1) * gradient[i]);
            square[i] = (options.Beta2 * square[i]) + ((1 - options.Beta2) * gradient[i] * gradient[i]);
            var m = mean[i] / (1 - Math.Pow(options.Beta1, step + 1));
            var v = square[i] / (1 - Math.Pow(options.Beta2, step + 1));
            weights[i] -= rate * m / (Math.Sqrt(v) + options.Epsilon);
        }
    }
}
