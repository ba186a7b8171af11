using MedMim.Foundation.Randomness;
using MedMim.Models.Blocks;
using MedMim.Models.Networks;
using TorchSharp;

namespace MedMim.Training.Initialisation;

/// <summary>
/// Initial weights that depend on the seed and each weight's own name alone: not on torch's global generator, nor on
/// the order or the presence of other weights. So a pretrained arm and its twin from scratch agree in every weight that
/// is not loaded.
/// </summary>
public static class SeededWeights
{
    private const double LeakySlope = 0.01;

    /// <summary>
    /// Fills every parameter: weights of two or more axes with Kaiming's normal for a leaky ReLU of slope 0.01 (fan-in,
    /// He et al., arXiv 1502.01852, as nnU-Net does), one-axis weights (norms) with 1, everything else (biases) with 0.
    /// The last norm of a residual block starts at 0, so that a fresh block hands its input on, as in the public
    /// ResidualEncoderUNet. A parameter whose network says how it begins (<see cref="IWeightStarts"/>) does so.
    /// </summary>
    /// <param name="model">The model; weights are [out, in, …], of transposed convolutions [in, out, …].</param>
    /// <param name="seed">The study's seed.</param>
    public static void Fill(torch.nn.Module model, ulong seed)
    {
        using var noGrad = torch.no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            using var scope = torch.NewDisposeScope();
            if ((model as IWeightStarts)?.StartOf(name) is { } start)
            {
                FillNormal(parameter, name, seed, start);
            }
            else if (parameter.dim() > 1)
            {
                FillNormal(parameter, name, seed, Kaiming(parameter));
            }
            else
            {
                parameter.fill_(name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            }
        }

        foreach (var block in model.modules().OfType<BasicBlockD>())
        {
            block.LastNormWeight.fill_(0);
        }
    }

    private static WeightStart Kaiming(torch.Tensor parameter)
    {
        var fanIn = parameter.numel() / parameter.shape[0];
        return new(0, Math.Sqrt(2 / ((1 + (LeakySlope * LeakySlope)) * fanIn)));
    }

    private static void FillNormal(torch.Tensor parameter, string name, ulong seed, WeightStart start)
    {
        if (start.Deviation <= 0)
        {
            parameter.fill_(start.Mean);
            return;
        }

        var random = new RandomStream(new StreamKey(seed, "weights:" + name));
        var values = new float[parameter.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            double distance;
            do
            {
                distance = start.Deviation * random.NextGaussian();
            }
            while (Math.Abs(distance) > start.Limit);
            values[i] = (float)(start.Mean + distance);
        }

        parameter.copy_(torch.tensor(values).reshape(parameter.shape));
    }
}
