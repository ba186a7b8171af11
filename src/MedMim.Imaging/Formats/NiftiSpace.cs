using System.Globalization;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Formats;

/// <summary>
/// What a NIfTI header says of the place of its grid, as it stands there: RAS, in the file's own unit of length. A 32-bit
/// number is read as the shortest decimal that it stands for: a spacing of 0.7 mm is 0.7, not 0.699999988.
/// </summary>
/// <param name="Units">The code of the unit of length: 0 unknown, 1 metre, 2 millimetre, 3 micrometre.</param>
/// <param name="Spacing">Distances of voxel centres along x, y, z (<c>pixdim</c>).</param>
/// <param name="QformCode">0 where there is no qform, else what its space is: 1 scanner, 2 aligned, 3 and more an atlas.</param>
/// <param name="Quaternion">The rotation of the qform.</param>
/// <param name="QformOrigin">The centre of voxel (0, 0, 0) by the qform.</param>
/// <param name="SformCode">Likewise for the sform.</param>
/// <param name="Columns">The columns of the sform's matrix: the steps along x, y, z, then the origin.</param>
internal sealed record NiftiSpace(
    int Units,
    Vector3 Spacing,
    int QformCode,
    NiftiQuaternion Quaternion,
    Vector3 QformOrigin,
    int SformCode,
    IReadOnlyList<Vector3> Columns)
{
    /// <summary>Reads the fields of a NIfTI-1 header.</summary>
    public static NiftiSpace Parse1(EndianReader fields) => new(
        fields.Byte(123) & 7,
        new(Decimal(fields.Single(80)), Decimal(fields.Single(84)), Decimal(fields.Single(88))),
        fields.Int16(252),
        new(Decimal(fields.Single(256)), Decimal(fields.Single(260)), Decimal(fields.Single(264)), Factor(fields.Single(76))),
        new(Decimal(fields.Single(268)), Decimal(fields.Single(272)), Decimal(fields.Single(276))),
        fields.Int16(254),
        [Column1(fields, 0), Column1(fields, 1), Column1(fields, 2), Column1(fields, 3)]);

    /// <summary>Reads the fields of a NIfTI-2 header.</summary>
    public static NiftiSpace Parse2(EndianReader fields) => new(
        fields.Int32(500) & 7,
        new(fields.Double(112), fields.Double(120), fields.Double(128)),
        fields.Int32(344),
        new(fields.Double(352), fields.Double(360), fields.Double(368), Factor(fields.Double(104))),
        new(fields.Double(376), fields.Double(384), fields.Double(392)),
        fields.Int32(348),
        [Column2(fields, 0), Column2(fields, 1), Column2(fields, 2), Column2(fields, 3)]);

    private static int Factor(double field) => field < 0 ? -1 : 1;

    private static Vector3 Column1(EndianReader fields, int column) => new(
        Decimal(fields.Single(280 + (4 * column))), Decimal(fields.Single(296 + (4 * column))), Decimal(fields.Single(312 + (4 * column))));

    private static Vector3 Column2(EndianReader fields, int column) => new(
        fields.Double(400 + (8 * column)), fields.Double(432 + (8 * column)), fields.Double(464 + (8 * column)));

    private static double Decimal(float value) => float.IsFinite(value)
        ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;
}
