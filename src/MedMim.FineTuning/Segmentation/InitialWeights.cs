using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;

namespace MedMim.FineTuning.Segmentation;

/// <summary>The weights that a segmenter begins with.</summary>
public static class InitialWeights
{
    /// <summary>
    /// Fills all weights from the seed, then loads what the file has, whatever of the network is carried over;
    /// output layers keep the seed's.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="path">A safetensors file; null to begin from scratch.</param>
    /// <exception cref="Foundation.Failures.InputException">The file cannot be read, or nothing in it fits.</exception>
    public static LoadReport Fill(VolumeNetwork network, ulong seed, string? path)
    {
        SeededWeights.Fill(network, seed);
        return path is null ? FromScratch(network) : WeightLoader.Load(network, path, new() { Prefixes = network.TransferPrefixes });
    }

    private static LoadReport FromScratch(VolumeNetwork network) => new(string.Empty,
    [
        .. network.state_dict()
            .OrderBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => new LoadEntry(w.Key, LoadStatus.Skipped, "from scratch: initialised from the seed", w.Value.shape, null)),
    ]);
}
