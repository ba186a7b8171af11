using MedMim.Foundation.Randomness;
using MedMim.Models.Native;
using MedMim.Training.Augmentation.Intensities;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Training.Augmentation;

/// <summary>
/// Changes the intensities of some channels of some crops of a batch, in nnU-Net's order; absent voxels keep theirs. What is
/// done to a crop follows from its key alone, not from the other crops of the batch.
/// </summary>
/// <param name="options">How often and how far.</param>
public sealed class IntensityAugmentation(IntensityOptions options)
{
    private readonly (double Probability, IIntensityChange Change)[] changes =
    [
        (options.NoiseProbability, new GaussianNoise(options.NoiseDeviation)),
        (options.BlurProbability, new GaussianBlur(options.BlurDeviation)),
        (options.BrightnessProbability, new Brightness(options.BrightnessFactor)),
        (options.ContrastProbability, new Contrast(options.ContrastFactor)),
        (options.LowResolutionProbability, new LowResolution(options.LowResolutionScale)),
        (options.InvertedGammaProbability, new GammaCorrection(options.Gamma, inverted: true)),
        (options.GammaProbability, new GammaCorrection(options.Gamma, inverted: false)),
    ];

    /// <summary>The changed images, [n, c, d, h, w].</summary>
    /// <param name="image">[n, c, d, h, w], float32; not changed.</param>
    /// <param name="present">[n, 1, d, h, w], bool.</param>
    /// <param name="keys">The key of each crop: its seed, step and sample, and the purpose that the streams' names begin with.</param>
    public Tensor Apply(Tensor image, Tensor present, IReadOnlyList<StreamKey> keys)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(present);
        using var noGrad = no_grad();
        using var precise = Autocast.Off(image.device_type);
        using var scope = NewDisposeScope();
        var (channels, shape) = ((int)image.shape[1], new[] { -1, 1, image.shape[2], image.shape[3], image.shape[4] });
        var rows = image.reshape(shape);
        var there = present.all().ToBoolean() ? null : present.expand(image.shape).reshape(shape);
        foreach (var (probability, change) in changes)
        {
            var streams = Enumerable.Range(0, (int)rows.shape[0])
                .Select(row => ChosenSamples.Stream(keys[row / channels], $"{change.Name}.{row % channels}")).ToList();
            long[] places = [.. Enumerable.Range(0, streams.Count).Where(row => streams[row].NextDouble() < probability)];
            if (places.Length > 0)
            {
                var chosen = new ChosenSamples(places);
                var (before, here) = (chosen.Of(rows), there is null ? null : chosen.Of(there));
                var after = change.Apply(before, here, [.. places.Select(row => streams[(int)row])]);
                rows = chosen.Replace(rows, here is null ? after : where(here, after, before));
            }
        }

        return rows.reshape(image.shape).MoveToOuterDisposeScope();
    }
}
