namespace MedMim.Datasets.Preparation;

/// <summary>Distances of voxel centres along an array's z, y and x axes, mm.</summary>
public readonly record struct ArraySpacing(double Z, double Y, double X)
{
    /// <summary>Of a grid.</summary>
    public static ArraySpacing Of(Imaging.Volumes.VolumeGeometry grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new(grid.Spacing.Z, grid.Spacing.Y, grid.Spacing.X);
    }
}
