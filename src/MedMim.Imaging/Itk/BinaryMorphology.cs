using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>Shape operations on masks. Non-zero is foreground; the result holds 0 and 1.</summary>
public static class BinaryMorphology
{
    private enum Operation
    {
        Closing = 0,
        Opening = 1,
        Dilation = 2,
        Erosion = 3,
    }

    /// <summary>Dilation, then erosion with a ball: closes gaps narrower than it. What lies at the grid's edge is kept.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="radius">Radius of the ball in voxels along z, y, x; 0 leaves an axis alone.</param>
    public static Volume<byte> Closing(Volume<byte> mask, GridSize radius) => Run(mask, radius, Operation.Closing);

    /// <summary>Erosion, then dilation with a ball: removes what is narrower than it.</summary>
    /// <inheritdoc cref="Closing"/>
    public static Volume<byte> Opening(Volume<byte> mask, GridSize radius) => Run(mask, radius, Operation.Opening);

    /// <summary>Grows the mask by a ball.</summary>
    /// <inheritdoc cref="Closing"/>
    public static Volume<byte> Dilate(Volume<byte> mask, GridSize radius) => Run(mask, radius, Operation.Dilation);

    /// <summary>Shrinks the mask by a ball; beyond the grid's edge counts as foreground.</summary>
    /// <inheritdoc cref="Closing"/>
    public static Volume<byte> Erode(Volume<byte> mask, GridSize radius) => Run(mask, radius, Operation.Erosion);

    /// <summary>Fills background that does not reach the edge of the grid.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="fullyConnected">Whether background leaks through edges and corners as well as faces.</param>
    public static unsafe Volume<byte> Fillhole(Volume<byte> mask, bool fullyConnected = false)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var result = new Volume<byte>(mask.Geometry);
        var geometry = NativeGeometry.From(mask.Geometry);
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (byte* source = mask.Voxels, target = result.Voxels)
            {
                return NativeMethods.BinaryFillhole(geometry, source, fullyConnected ? 1 : 0, target, ref message, capacity);
            }
        });
        return result;
    }

    private static unsafe Volume<byte> Run(Volume<byte> mask, GridSize radius, Operation operation)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var result = new Volume<byte>(mask.Geometry);
        var geometry = NativeGeometry.From(mask.Geometry);
        int[] radii = [radius.X, radius.Y, radius.Z];
        ItkLibrary.Call((ref byte message, int capacity) =>
        {
            fixed (byte* source = mask.Voxels, target = result.Voxels)
            fixed (int* radiusXyz = radii)
            {
                return NativeMethods.BinaryMorphology(
                    geometry, source, (int)operation, radiusXyz, target, ref message, capacity);
            }
        });
        return result;
    }
}
