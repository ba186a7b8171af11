using System.Diagnostics;
using MedMim.Models.Networks;
using MedMim.Training;
using MedMim.Training.Initialisation;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>What a transformer saves by dropping masked tokens: forward passes, without gradients, one after the other in turn.</summary>
/// <param name="KeptSeconds">The encoder on the kept tokens; median.</param>
/// <param name="AllSeconds">The encoder on all tokens; median.</param>
/// <param name="AutoencoderSeconds">The whole masked autoencoder, whose decoder computes all tokens; median.</param>
public sealed record TokenDropping(double KeptSeconds, double AllSeconds, double AutoencoderSeconds)
{
    private const ulong Seed = 1;

    /// <summary>The share of the tokens that is dropped.</summary>
    public const double MaskRatio = 0.75;

    /// <summary>The encoder's time on kept tokens over that on all.</summary>
    public double Ratio => KeptSeconds / AllSeconds;

    /// <summary>Measures it.</summary>
    /// <param name="options">Encoder, patch, batch, precision.</param>
    /// <param name="device">Where.</param>
    /// <param name="rounds">Of each.</param>
    internal static TokenDropping Measure(PretrainBenchmarkOptions options, Device device, int rounds)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var patch = new Axes(options.PatchSize.Z, options.PatchSize.Y, options.PatchSize.X);
        using var network = new PrimusMaskedAutoencoder(EncoderPresets.PrimusOptions(options.Encoder, 1, patch));
        SeededWeights.Fill(network, Seed);
        network.to(device);
        network.eval();
        var image = zeros([options.BatchSize, 1, patch.Z, patch.Y, patch.X], device: device);
        var mask = Mask(options.BatchSize, network.Options.Tokens);
        var (kept, all, whole) = (new List<double>(), new List<double>(), new List<double>());

        // The first round only warms up.
        for (var round = 0; round <= rounds; round++)
        {
            kept.Add(Time(() => network.EncodeKept(image, mask)));
            all.Add(Time(() => network.EncodeAll(image)));
            whole.Add(Time(() => network.forward(image, mask)));
        }

        return new(Median(kept), Median(all), Median(whole));

        double Time(Func<Tensor> forward)
        {
            using var inner = NewDisposeScope();
            var began = Stopwatch.GetTimestamp();
            using (PrecisionScope.Open(options.Precision, device.type))
            {
                _ = forward();
            }

            if (device.type == DeviceType.CUDA)
            {
                cuda.synchronize(device);
            }

            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        double Median(List<double> seconds) => seconds.Skip(1).Order().ElementAt(rounds / 2);
    }

    /// <summary>Every fourth token kept, each sample beginning at another.</summary>
    private static Tensor Mask(int samples, int tokens) => tensor(
        Enumerable.Range(0, samples * tokens).Select(i => ((i / tokens) + (i % tokens)) % 4 != 0).ToArray()).reshape(samples, tokens);
}
