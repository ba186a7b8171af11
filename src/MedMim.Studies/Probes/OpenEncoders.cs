using MedMim.FineTuning.Features;

namespace MedMim.Studies.Probes;

/// <summary>The encoders of a comparison, opened for one seed.</summary>
internal sealed class OpenEncoders : IDisposable
{
    private readonly List<FrozenEncoder> encoders = [];
    private readonly OrderedDictionary<string, FeatureSampler> samplers = new(StringComparer.Ordinal);

    /// <param name="lineup">The encoders.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="index">Its place in the list of seeds.</param>
    /// <param name="levels">Levels to sample; null for all.</param>
    public OpenEncoders(EncoderLineup lineup, ulong seed, int index, IReadOnlyList<int>? levels)
    {
        try
        {
            foreach (var name in lineup.Names)
            {
                encoders.Add(lineup.Open(name, seed, index));
                samplers.Add(name, new(encoders[^1], levels));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A sampler an encoder, in the order of the comparison.</summary>
    public IReadOnlyDictionary<string, FeatureSampler> Samplers => samplers;

    /// <summary>How many features each gives.</summary>
    public int Features => samplers.GetAt(0).Value.Count;

    /// <inheritdoc/>
    public void Dispose() => encoders.ForEach(e => e.Dispose());
}
