using MedMim.Foundation.Randomness;
using TorchSharp;

namespace MedMim.Training.Augmentation;

/// <summary>Changes some samples of a batch, all of them at once.</summary>
/// <param name="places">Which, ascending; at least one.</param>
internal sealed class ChosenSamples(long[] places)
{
    /// <summary>The stream of a change for a sample.</summary>
    public static RandomStream Stream(StreamKey key, string change) => new(key with { Purpose = $"{key.Purpose}.{change}" });

    /// <summary>Which samples.</summary>
    public IReadOnlyList<long> Places => places;

    /// <summary>The chosen samples alone.</summary>
    /// <param name="all">[n, …].</param>
    public torch.Tensor Of(torch.Tensor all) => places.Length == all.shape[0] ? all : all.index_select(0, Index(all));

    /// <summary>All samples, with others in the place of the chosen ones.</summary>
    /// <param name="all">[n, …].</param>
    /// <param name="changed">The others, of the same type.</param>
    public torch.Tensor Replace(torch.Tensor all, torch.Tensor changed) =>
        places.Length == all.shape[0] ? changed : all.index_copy(0, Index(all), changed);

    private torch.Tensor Index(torch.Tensor all) => torch.tensor(places, device: all.device);
}
