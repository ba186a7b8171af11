namespace MedMim.Imaging.Volumes;

/// <summary>
/// Where a grid of voxels lies in the patient. Arrays are [z, y, x] (C order, as NumPy sees them). Physical space is LPS
/// in millimetres, as in DICOM and ITK: the centre of voxel [z, y, x] is at
/// <c>Origin + x·Spacing.X·AxisX + y·Spacing.Y·AxisY + z·Spacing.Z·AxisZ</c>.
/// </summary>
/// <param name="Size">Voxels along [z, y, x].</param>
/// <param name="Spacing">Distance of voxel centres in mm along the array's x, y and z axes; all positive.</param>
/// <param name="Origin">Centre of voxel [0, 0, 0], LPS, mm.</param>
/// <param name="AxisX">Unit vector in which the array's x (fastest) index grows, LPS. First column of ITK's direction matrix.</param>
/// <param name="AxisY">Likewise for y; second column.</param>
/// <param name="AxisZ">Likewise for z (slowest); third column.</param>
public sealed record VolumeGeometry(
    GridSize Size, Vector3 Spacing, Vector3 Origin, Vector3 AxisX, Vector3 AxisY, Vector3 AxisZ)
{
    /// <summary>An axis-aligned geometry at the origin.</summary>
    public static VolumeGeometry Identity(GridSize size, Vector3 spacing) =>
        new(size, spacing, default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>The volume of a voxel in mm³.</summary>
    public double VoxelVolume => Spacing.X * Spacing.Y * Spacing.Z;

    /// <summary>The least of the three spacings, mm.</summary>
    public double LeastSpacing => Math.Min(Spacing.X, Math.Min(Spacing.Y, Spacing.Z));

    /// <summary>The physical point (LPS, mm) of a continuous index.</summary>
    public Vector3 ToPhysical(double z, double y, double x) =>
        Origin + (x * Spacing.X * AxisX) + (y * Spacing.Y * AxisY) + (z * Spacing.Z * AxisZ);

    /// <summary>The continuous index (z, y, x) of a physical point (LPS, mm). Axes are taken as orthonormal.</summary>
    public (double Z, double Y, double X) ToIndex(Vector3 point)
    {
        var offset = point - Origin;
        return (
            Vector3.Dot(offset, AxisZ) / Spacing.Z,
            Vector3.Dot(offset, AxisY) / Spacing.Y,
            Vector3.Dot(offset, AxisX) / Spacing.X);
    }

    /// <summary>Whether two grids coincide: equal sizes, and spacing, origin and axes within <paramref name="tolerance"/>.</summary>
    public bool CoincidesWith(VolumeGeometry other, double tolerance = 1e-3)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Size == other.Size
            && (Spacing - other.Spacing).Length <= tolerance
            && (Origin - other.Origin).Length <= tolerance
            && (AxisX - other.AxisX).Length <= tolerance
            && (AxisY - other.AxisY).Length <= tolerance
            && (AxisZ - other.AxisZ).Length <= tolerance;
    }

    /// <summary>The largest distance between corresponding corners of two grids of one size, mm.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public double CornerDistance(VolumeGeometry other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Size != Size)
        {
            throw new ArgumentException("The grids differ in size.", nameof(other));
        }

        (int Z, int Y, int X)[] corners = [(0, 0, 0), (Size.Z - 1, 0, 0), (0, Size.Y - 1, 0), (0, 0, Size.X - 1)];
        return corners.Max(c => (ToPhysical(c.Z, c.Y, c.X) - other.ToPhysical(c.Z, c.Y, c.X)).Length);
    }
}
