using MedMim.Datasets.Tissue;

namespace MedMim.Datasets.Store;

/// <summary>Slices of a mapped file; disposing ends the mapping.</summary>
/// <param name="Slices">The slices.</param>
/// <param name="Mapping">The mapping.</param>
internal sealed record MappedSlices(VoxelSlices Slices, IDisposable Mapping) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Mapping.Dispose();
}
