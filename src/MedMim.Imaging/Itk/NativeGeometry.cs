using System.Runtime.InteropServices;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Itk;

/// <summary>
/// A grid as the shim takes it (<c>medmim_geometry</c>): everything in the order x, y, z; the direction matrix by rows,
/// so that its columns are the axes.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeGeometry
{
    public fixed long Size[3];
    public fixed double Spacing[3];
    public fixed double Origin[3];
    public fixed double Direction[9];

    public static NativeGeometry From(VolumeGeometry g)
    {
        var native = default(NativeGeometry);
        (native.Size[0], native.Size[1], native.Size[2]) = (g.Size.X, g.Size.Y, g.Size.Z);
        (native.Spacing[0], native.Spacing[1], native.Spacing[2]) = (g.Spacing.X, g.Spacing.Y, g.Spacing.Z);
        (native.Origin[0], native.Origin[1], native.Origin[2]) = (g.Origin.X, g.Origin.Y, g.Origin.Z);
        SetColumn(ref native, 0, g.AxisX);
        SetColumn(ref native, 1, g.AxisY);
        SetColumn(ref native, 2, g.AxisZ);
        return native;
    }

    public readonly VolumeGeometry ToGeometry() => new(
        new(checked((int)Size[2]), checked((int)Size[1]), checked((int)Size[0])),
        new(Spacing[0], Spacing[1], Spacing[2]),
        new(Origin[0], Origin[1], Origin[2]),
        Column(0),
        Column(1),
        Column(2));

    private static void SetColumn(ref NativeGeometry native, int axis, Vector3 v)
    {
        (native.Direction[axis], native.Direction[3 + axis], native.Direction[6 + axis]) = (v.X, v.Y, v.Z);
    }

    private readonly Vector3 Column(int axis) => new(Direction[axis], Direction[3 + axis], Direction[6 + axis]);
}
