using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A prepared image that is read slice by slice, so that nobody has to hold all of it.</summary>
public interface IPreparedSlices
{
    /// <summary>The prepared grid.</summary>
    VolumeGeometry Geometry { get; }

    /// <summary>How many channels.</summary>
    int Channels { get; }

    /// <summary>What it is called in messages: a pseudonym, or <c>scan</c>.</summary>
    string Name { get; }

    /// <summary>Reads normalised intensities of slice <paramref name="z"/>.</summary>
    /// <param name="z">The slice, 0 to the grid's z − 1.</param>
    /// <param name="slice">Room for it, [c, y, x].</param>
    void Read(int z, Span<float> slice);
}
