namespace MedMim.Datasets.Preparation;

/// <summary>
/// The voxels of a prepared case, C order [z, y, x]; memory-mapped when they come from a <c>PreparedDataset</c>.
/// </summary>
/// <param name="Case">What it is.</param>
/// <param name="Image">Normalised intensities, of the first channel where there are several; mean 0 and deviation 1 over the body.</param>
/// <param name="Tissue">The tissue prior (<see cref="Store.TissueClass"/>).</param>
/// <param name="Label">Label values; null without a label. (An empty one counts as none: a null array converts to that.)</param>
public sealed record PreparedVolume(
    PreparedCase Case, ReadOnlyMemory<float> Image, ReadOnlyMemory<byte> Tissue, ReadOnlyMemory<byte>? Label)
{
    /// <summary>Normalised intensities of the channels after the first (<see cref="Image"/>), on the same grid.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Others { get; init; } = [];

    /// <summary>How many channels.</summary>
    public int ChannelCount => 1 + Others.Count;

    /// <summary>Normalised intensities of a channel, the first being 0.</summary>
    public ReadOnlyMemory<float> Channel(int channel) => channel == 0 ? Image : Others[channel - 1];
}
