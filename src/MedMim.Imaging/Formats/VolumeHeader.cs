using MedMim.Imaging.Itk;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>Reads a header, NRRD and MetaImage through ITK, and refuses what is no volume on a rectangular grid.</summary>
internal static class VolumeHeader
{
    /// <summary>The type of the stored numbers, and the grid.</summary>
    /// <exception cref="RefusedException">See <see cref="VolumeFile.Inspect"/>.</exception>
    public static (NativeComponent Component, VolumeGeometry Geometry) Read(VolumeSource source, AssumedOrientation assumed)
    {
        if (source.Nifti is { } nifti)
        {
            var size = new GridSize((int)nifti.Dimensions[2], (int)nifti.Dimensions[1], (int)nifti.Dimensions[0]);
            return (nifti.Component, NiftiOrientation.Resolve(nifti.Space, size, assumed));
        }

        var (component, geometry) = ReadThroughItk(source);
        if (source.Place!.IsLas)
        {
            geometry = TurnedAboutZ(geometry);
        }

        return (component, source.Place.IsOriented
            ? geometry
            : AssumedGrid.Of(geometry.Size, geometry.Spacing, assumed, "Its header has no space, so nothing says which side of the image is left."));
    }

    private static (NativeComponent Component, VolumeGeometry Geometry) ReadThroughItk(VolumeSource source)
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

        return (information.Component, CheckedGeometry(source, information));
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

        return GridShape.IsRectangular(geometry)
            ? geometry
            : throw Refuse(RefusalCodes.Unsupported, "Its grid is sheared; only rectangular grids are read.");
    }

    /// <summary>ITK 5.2 negates x where LAS asks for y, so both are negated again.</summary>
    private static VolumeGeometry TurnedAboutZ(VolumeGeometry grid)
    {
        return grid with { Origin = Turn(grid.Origin), AxisX = Turn(grid.AxisX), AxisY = Turn(grid.AxisY), AxisZ = Turn(grid.AxisZ) };

        static Vector3 Turn(Vector3 v) => new(0 - v.X, 0 - v.Y, v.Z);
    }

    private static unsafe long[] Size(NativeGeometry geometry) => [geometry.Size[0], geometry.Size[1], geometry.Size[2]];

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
