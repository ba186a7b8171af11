using MedMim.Imaging.Itk;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>Reads a header through ITK and refuses what is no volume on a rectangular grid.</summary>
internal static class VolumeHeader
{
    private const double OrthonormalTolerance = 1e-3;

    /// <exception cref="RefusedException">See <see cref="VolumeFile.Inspect"/>.</exception>
    public static (NativeImageInformation Information, VolumeGeometry Geometry) Read(VolumeSource source)
    {
        NativeImageInformation information;
        try
        {
            information = ReadImage.Information(source.Path, source.Format);
        }
        catch (ItkException e)
        {
            throw Refuse(e);
        }

        if (information.Dimension < 3 || information.Further != 1 || information.Components != 1 || information.IsScalar == 0)
        {
            throw Refuse(
                RefusalCodes.NotAVolume, "The image has not three axes and one number a voxel: it is a picture, a time series or a field of vectors.");
        }

        if (information.Component == NativeComponent.Unknown)
        {
            throw Refuse(RefusalCodes.Unsupported, "Its voxels are of a type that is not read.");
        }

        return (information, CheckedGeometry(source, information));
    }

    /// <summary>Why ITK failed. Its own text names the file, so it does not go into the reason.</summary>
    public static RefusedException Refuse(ItkException failure)
    {
        if (failure.Message.Contains("orthonormal", StringComparison.OrdinalIgnoreCase))
        {
            return new(new(RefusalCodes.Unsupported, "Its grid is sheared; only rectangular grids are read."), failure);
        }

        return new(new(RefusalCodes.BrokenHeader, "ITK cannot make sense of the file."), failure);
    }

    private static VolumeGeometry CheckedGeometry(VolumeSource source, NativeImageInformation information)
    {
        var native = information.Geometry;
        if (Size(native).Any(length => length is < 1 or > int.MaxValue))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The header gives an axis an impossible length.");
        }

        var geometry = native.ToGeometry();
        if ((Int128)geometry.Size.X * geometry.Size.Y * geometry.Size.Z > Array.MaxLength)
        {
            throw Refuse(RefusalCodes.Unsupported, $"The image has more than {Array.MaxLength} voxels.");
        }

        // The smallest type is one byte; the exact count follows when the voxels are read.
        source.RequireRoomFor(geometry.Size.Count);
        var spacing = geometry.Spacing;
        if (!(spacing.X > 0 && spacing.Y > 0 && spacing.Z > 0) || !double.IsFinite(spacing.Length + geometry.Origin.Length))
        {
            throw Refuse(RefusalCodes.BrokenHeader, "The header gives a spacing or an origin that is no usable number.");
        }

        return IsOrthonormal(geometry)
            ? geometry
            : throw Refuse(RefusalCodes.Unsupported, "Its grid is sheared; only rectangular grids are read.");
    }

    private static unsafe long[] Size(NativeGeometry geometry) => [geometry.Size[0], geometry.Size[1], geometry.Size[2]];

    private static bool IsOrthonormal(VolumeGeometry g) =>
        Vector3.Dot(g.AxisX, g.AxisX) is > 1 - OrthonormalTolerance and < 1 + OrthonormalTolerance
        && Vector3.Dot(g.AxisY, g.AxisY) is > 1 - OrthonormalTolerance and < 1 + OrthonormalTolerance
        && Vector3.Dot(g.AxisZ, g.AxisZ) is > 1 - OrthonormalTolerance and < 1 + OrthonormalTolerance
        && Math.Abs(Vector3.Dot(g.AxisX, g.AxisY)) < OrthonormalTolerance
        && Math.Abs(Vector3.Dot(g.AxisX, g.AxisZ)) < OrthonormalTolerance
        && Math.Abs(Vector3.Dot(g.AxisY, g.AxisZ)) < OrthonormalTolerance;

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
