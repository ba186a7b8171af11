using MedMim.Datasets.Tissue;

namespace MedMim.Datasets.Store;

/// <summary>The slices of an open file; disposing closes it.</summary>
internal interface IStoredSlices : IDisposable
{
    /// <summary>The slices.</summary>
    VoxelSlices Slices { get; }
}
