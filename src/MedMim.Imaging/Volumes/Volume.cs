using System.Numerics;

namespace MedMim.Imaging.Volumes;

/// <summary>Voxels of one type on a grid in the patient.</summary>
/// <typeparam name="T">Voxel type: <see cref="byte"/>, <see cref="short"/>, <see cref="ushort"/>, <see cref="int"/> or <see cref="float"/>; <see cref="double"/> for distances.</typeparam>
public sealed class Volume<T> : IVolume
    where T : unmanaged, INumber<T>
{
    /// <param name="geometry">The grid.</param>
    /// <param name="voxels">Voxels in C order [z, y, x]; its length must be the grid's count.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public Volume(VolumeGeometry geometry, T[] voxels)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(voxels);
        if (voxels.LongLength != geometry.Size.Count)
        {
            throw new ArgumentException($"{voxels.LongLength} voxels given for a grid of {geometry.Size}.", nameof(voxels));
        }

        Geometry = geometry;
        Voxels = voxels;
    }

    /// <summary>A volume of zeros.</summary>
    public Volume(VolumeGeometry geometry)
        : this(geometry, new T[geometry?.Size.Count ?? throw new ArgumentNullException(nameof(geometry))])
    {
    }

    /// <summary>The grid.</summary>
    public VolumeGeometry Geometry { get; }

    /// <summary>Voxels in C order [z, y, x].</summary>
    public T[] Voxels { get; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A volume of doubles is never stored.</exception>
    public VoxelType VoxelType => VoxelTypes.Of<T>();

    /// <summary>Voxel [z, y, x].</summary>
    public T this[int z, int y, int x]
    {
        get => Voxels[Geometry.Size.Offset(z, y, x)];
        set => Voxels[Geometry.Size.Offset(z, y, x)] = value;
    }

    /// <inheritdoc/>
    public (double Minimum, double Maximum) Range()
    {
        var (minimum, maximum) = (Voxels[0], Voxels[0]);
        foreach (var value in Voxels)
        {
            minimum = T.Min(minimum, value);
            maximum = T.Max(maximum, value);
        }

        return (double.CreateChecked(minimum), double.CreateChecked(maximum));
    }
}
