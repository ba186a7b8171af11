using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Finds a NIfTI file's grid. The sform counts, as in nibabel, SPM and FSL; the qform does where there is no sform, where
/// the sform is sheared, or where the sform leads to an atlas and the qform to the patient (codes 1 and 2). Where one is
/// the other's mirror image nobody can tell left from right, so the file is refused; so it is without either.
/// </summary>
internal static class NiftiOrientation
{
    private const int LastPatientCode = 2;
    private const double AgreeingSpacing = 1e-6;

    // Only headers with a wrong unit hold voxels as large as this.
    private const double LargestMillimetres = 100;

    /// <exception cref="RefusedException">broken-header, unsupported (sheared) or ambiguous-orientation.</exception>
    public static VolumeGeometry Resolve(NiftiSpace space, GridSize size, AssumedOrientation assumed)
    {
        var unit = Millimetres(space.Units);
        var sform = space.SformCode > 0 ? FromSform(space, size) : null;
        var qform = space.QformCode > 0 ? FromQform(space, size) : null;
        if (sform is not null && qform is not null && GridShape.IsLeftHanded(sform) != GridShape.IsLeftHanded(qform))
        {
            throw Refuse(
                RefusalCodes.AmbiguousOrientation, "Its qform is the mirror image of its sform: left and right cannot be told apart.");
        }

        if (sform is null && qform is null)
        {
            return Scaled(unit, AssumedGrid.Of(
                size, Usable(space.Spacing), assumed,
                "It has neither qform nor sform, so nothing says which side of the image is left."));
        }

        return Scaled(unit, Choose(space, sform, qform));
    }

    private static VolumeGeometry Choose(NiftiSpace space, VolumeGeometry? sform, VolumeGeometry? qform)
    {
        var atlas = space.SformCode > LastPatientCode && qform is not null && space.QformCode <= LastPatientCode;
        if (sform is not null && GridShape.IsRectangular(sform) && !atlas)
        {
            return sform;
        }

        return qform ?? throw Refuse(RefusalCodes.Unsupported, "Its grid is sheared; only rectangular grids are read.");
    }

    private static VolumeGeometry FromSform(NiftiSpace space, GridSize size)
    {
        var (x, y, z) = (space.Columns[0], space.Columns[1], space.Columns[2]);
        var lengths = Usable(new Vector3(x.Length, y.Length, z.Length));

        // The columns' lengths are the pixdim again, less a rounding; pixdim is the number that was meant.
        var spacing = new Vector3(
            Meant(lengths.X, space.Spacing.X), Meant(lengths.Y, space.Spacing.Y), Meant(lengths.Z, space.Spacing.Z));
        return InLps(size, spacing, space.Columns[3], 1 / lengths.X * x, 1 / lengths.Y * y, 1 / lengths.Z * z);
    }

    private static double Meant(double length, double pixdim) =>
        Math.Abs(length - pixdim) <= AgreeingSpacing * pixdim ? pixdim : length;

    private static VolumeGeometry FromQform(NiftiSpace space, GridSize size)
    {
        var (x, y, z) = space.Quaternion.Axes();
        return InLps(size, Usable(space.Spacing), space.QformOrigin, x, y, z);
    }

    private static VolumeGeometry InLps(GridSize size, Vector3 spacing, Vector3 origin, Vector3 x, Vector3 y, Vector3 z)
    {
        var grid = new VolumeGeometry(size, spacing, Turn(origin), Turn(x), Turn(y), Turn(z));
        return double.IsFinite(grid.Origin.Length + x.Length + y.Length + z.Length)
            ? grid
            : throw Refuse(RefusalCodes.BrokenHeader, "The header's orientation or origin is no usable number.");
    }

    // Adding 0 turns −0 into 0.
    private static Vector3 Turn(Vector3 ras) => new(0 - ras.X, 0 - ras.Y, ras.Z + 0);

    private static Vector3 Usable(Vector3 spacing) =>
        spacing is { X: > 0, Y: > 0, Z: > 0 } && double.IsFinite(spacing.Length)
            ? spacing
            : throw Refuse(RefusalCodes.BrokenHeader, "The header gives a spacing that is no usable number.");

    private static double Millimetres(int units) => units switch
    {
        0 or 2 => 1, // Nearly every file that leaves it out is in millimetres.
        1 => 1000,
        3 => 0.001,
        _ => throw Refuse(RefusalCodes.BrokenHeader, "The header's unit of length is unknown."),
    };

    private static VolumeGeometry Scaled(double unit, VolumeGeometry grid)
    {
        if (unit == 1)
        {
            return grid;
        }

        var spacing = unit * grid.Spacing;
        return Math.Max(spacing.X, Math.Max(spacing.Y, spacing.Z)) < LargestMillimetres
            ? grid with { Spacing = spacing, Origin = unit * grid.Origin }
            : throw Refuse(RefusalCodes.BrokenHeader, "The header's unit of length would make voxels of 10 cm and more.");
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
