using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Sampling;

/// <summary>The part of a crop that lies inside its volume: half-open index ranges of the volume, [z, y, x].</summary>
internal readonly record struct PatchOverlap(int Z0, int Z1, int Y0, int Y1, int X0, int X1)
{
    /// <summary>The overlap of a crop that begins at <paramref name="start"/>; empty ranges have no length.</summary>
    public static PatchOverlap Of((int Z, int Y, int X) start, GridSize patch, GridSize volume)
    {
        var (z0, z1) = Range(start.Z, patch.Z, volume.Z);
        var (y0, y1) = Range(start.Y, patch.Y, volume.Y);
        var (x0, x1) = Range(start.X, patch.X, volume.X);
        return new(z0, z1, y0, y1, x0, x1);
    }

    /// <summary>Whether the crop lies inside the volume entirely.</summary>
    public bool Covers(GridSize patch) => Z1 - Z0 == patch.Z && Y1 - Y0 == patch.Y && X1 - X0 == patch.X;

    private static (int From, int To) Range(int start, int patch, int extent)
    {
        var from = Math.Clamp(start, 0, extent);
        return (from, Math.Clamp(start + patch, from, extent));
    }
}
