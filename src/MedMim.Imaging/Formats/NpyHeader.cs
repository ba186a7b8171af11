using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>What an <c>.npy</c> file says of its array.</summary>
/// <param name="VoxelType">The type of its elements, little endian.</param>
/// <param name="Shape">Lengths of its axes, slowest first (C order).</param>
/// <param name="DataOffset">Where the elements begin in the file, in bytes; a multiple of 64 in files that we write.</param>
public sealed record NpyHeader(VoxelType VoxelType, IReadOnlyList<int> Shape, int DataOffset)
{
    /// <summary>The number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>The shape of a volume, [z, y, x].</summary>
    /// <exception cref="InvalidOperationException">The array has not three axes.</exception>
    public GridSize GridSize => Shape.Count == 3
        ? new(Shape[0], Shape[1], Shape[2])
        : throw new InvalidOperationException($"An array of {Shape.Count} axes is no volume.");
}
