namespace MedMim.Imaging.Volumes;

/// <summary>Facts about a grid's axes.</summary>
public static class GridShape
{
    private const double Tolerance = 1e-3;

    /// <summary>Whether the axes are unit vectors at right angles (to a thousandth).</summary>
    public static bool IsRectangular(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return IsUnit(grid.AxisX) && IsUnit(grid.AxisY) && IsUnit(grid.AxisZ)
            && Math.Abs(Vector3.Dot(grid.AxisX, grid.AxisY)) < Tolerance
            && Math.Abs(Vector3.Dot(grid.AxisX, grid.AxisZ)) < Tolerance
            && Math.Abs(Vector3.Dot(grid.AxisY, grid.AxisZ)) < Tolerance;
    }

    /// <summary>Whether the axes x, y, z are a left-handed system: the array is a mirror image of the body.</summary>
    public static bool IsLeftHanded(VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return Vector3.Dot(Vector3.Cross(grid.AxisX, grid.AxisY), grid.AxisZ) < 0;
    }

    private static bool IsUnit(Vector3 axis) => Vector3.Dot(axis, axis) is > 1 - Tolerance and < 1 + Tolerance;
}
