namespace MedMim.Datasets.Preparation;

/// <summary>
/// The voxels of a prepared case, C order [z, y, x]; memory-mapped when they come from a <c>PreparedDataset</c>.
/// </summary>
/// <param name="Case">What it is.</param>
/// <param name="Image">Normalised intensities; mean 0 and deviation 1 over the body.</param>
/// <param name="Tissue">The tissue prior (<see cref="Store.TissueClass"/>).</param>
/// <param name="Label">Label values; null without a label. (An empty one counts as none: a null array converts to that.)</param>
public sealed record PreparedVolume(
    PreparedCase Case, ReadOnlyMemory<float> Image, ReadOnlyMemory<byte> Tissue, ReadOnlyMemory<byte>? Label);
