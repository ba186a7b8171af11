namespace MedMim.Imaging.Boxes;

/// <summary>
/// A box whose sides lie along the axes of one grid, in array order [z, y, x]. Its edges are continuous indices of that grid:
/// voxel i covers i − ½ to i + ½, so that <see cref="Volumes.VolumeGeometry.ToPhysical"/> gives the edges' places in
/// millimetres. Two boxes can be compared only on one grid; their overlap is the same in voxels as in millimetres along the
/// grid's axes.
/// </summary>
/// <param name="LowZ">Where it begins along z.</param>
/// <param name="LowY">Where it begins along y.</param>
/// <param name="LowX">Where it begins along x.</param>
/// <param name="HighZ">Where it ends along z; at least <paramref name="LowZ"/>.</param>
/// <param name="HighY">Where it ends along y.</param>
/// <param name="HighX">Where it ends along x.</param>
public readonly record struct Box3(double LowZ, double LowY, double LowX, double HighZ, double HighY, double HighX)
{
    /// <summary>Its extent along z.</summary>
    public double SizeZ => HighZ - LowZ;

    /// <summary>Its extent along y.</summary>
    public double SizeY => HighY - LowY;

    /// <summary>Its extent along x.</summary>
    public double SizeX => HighX - LowX;

    /// <summary>Its volume in voxels of its grid.</summary>
    public double Volume => SizeZ * SizeY * SizeX;

    /// <summary>Its centre, [z, y, x].</summary>
    public (double Z, double Y, double X) Centre => ((LowZ + HighZ) / 2, (LowY + HighY) / 2, (LowX + HighX) / 2);

    /// <summary>Whether all edges are finite and none ends before it begins.</summary>
    public bool IsValid =>
        double.IsFinite(SizeZ) && double.IsFinite(SizeY) && double.IsFinite(SizeX)
        && SizeZ >= 0 && SizeY >= 0 && SizeX >= 0;

    /// <summary>The box around a centre.</summary>
    /// <param name="centre">Its centre, [z, y, x].</param>
    /// <param name="size">Its extents, [z, y, x]; not negative.</param>
    public static Box3 Around((double Z, double Y, double X) centre, (double Z, double Y, double X) size) => new(
        centre.Z - (size.Z / 2), centre.Y - (size.Y / 2), centre.X - (size.X / 2),
        centre.Z + (size.Z / 2), centre.Y + (size.Y / 2), centre.X + (size.X / 2));

    /// <summary>The part of it that lies within another; empty (volume 0) where they do not meet.</summary>
    public Box3 Clip(Box3 to) => new(
        Math.Clamp(LowZ, to.LowZ, to.HighZ), Math.Clamp(LowY, to.LowY, to.HighY), Math.Clamp(LowX, to.LowX, to.HighX),
        Math.Clamp(HighZ, to.LowZ, to.HighZ), Math.Clamp(HighY, to.LowY, to.HighY), Math.Clamp(HighX, to.LowX, to.HighX));

    /// <summary>The smallest box around both.</summary>
    public Box3 Join(Box3 other) => new(
        Math.Min(LowZ, other.LowZ), Math.Min(LowY, other.LowY), Math.Min(LowX, other.LowX),
        Math.Max(HighZ, other.HighZ), Math.Max(HighY, other.HighY), Math.Max(HighX, other.HighX));

    /// <summary>The same box, moved.</summary>
    public Box3 Shift(double z, double y, double x) => new(LowZ + z, LowY + y, LowX + x, HighZ + z, HighY + y, HighX + x);
}
