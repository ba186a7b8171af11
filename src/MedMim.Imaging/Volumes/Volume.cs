namespace MedMim.Imaging.Volumes;

/// <summary>Voxels of one type on a grid in the patient.</summary>
/// <typeparam name="T">Voxel type: <see cref="byte"/>, <see cref="short"/>, <see cref="ushort"/>, <see cref="int"/> or <see cref="float"/>.</typeparam>
public sealed class Volume<T>
    where T : unmanaged
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

    /// <summary>Voxel [z, y, x].</summary>
    public T this[int z, int y, int x]
    {
        get => Voxels[Geometry.Size.Offset(z, y, x)];
        set => Voxels[Geometry.Size.Offset(z, y, x)] = value;
    }
}
