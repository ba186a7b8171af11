using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Galleries;

/// <summary>
/// A square window on one slice (an index of the array's z axis), turned as radiologists look: rows run from front to
/// back or from head to foot, columns from the patient's right to left.
/// </summary>
internal sealed class FieldOfView
{
    private const double SmallestMm = 100;
    private const double Margin = 2.5;

    private readonly VolumeGeometry geometry;
    private readonly double centreX;
    private readonly double centreY;
    private readonly bool flipX;
    private readonly bool flipY;

    /// <summary>
    /// The slice with the most of the reference (of the prediction where there is no reference), centred on both masks
    /// and at least 2.5 times as wide as they are.
    /// </summary>
    public FieldOfView(Volume<byte> reference, Volume<byte> prediction)
    {
        geometry = reference.Geometry;
        Slice = LargestSlice(reference) ?? LargestSlice(prediction) ?? geometry.Size.Z / 2;
        var (size, spacing) = (geometry.Size, geometry.Spacing);
        int x0 = size.X, x1 = -1, y0 = size.Y, y1 = -1;
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                if (reference[Slice, y, x] != 0 || prediction[Slice, y, x] != 0)
                {
                    (x0, x1, y0, y1) = (Math.Min(x0, x), Math.Max(x1, x), Math.Min(y0, y), Math.Max(y1, y));
                }
            }
        }

        (centreX, centreY) = x1 < 0 ? ((size.X - 1) / 2.0, (size.Y - 1) / 2.0) : ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        var masks = x1 < 0 ? 0 : Math.Max((x1 - x0 + 1) * spacing.X, (y1 - y0 + 1) * spacing.Y);
        SideMm = Math.Min(
            Math.Max(SmallestMm, Margin * masks), Math.Max(size.X * spacing.X, size.Y * spacing.Y));
        flipX = Dominant(geometry.AxisX) is { Component: not 'z', Sign: < 0 } or { Component: 'z', Sign: > 0 };
        flipY = Dominant(geometry.AxisY) is { Component: not 'z', Sign: < 0 } or { Component: 'z', Sign: > 0 };
    }

    /// <summary>The index along z.</summary>
    public int Slice { get; }

    /// <summary>The window's side in mm.</summary>
    public double SideMm { get; }

    /// <summary>The continuous array index (y, x) of a point of the picture, both coordinates in [0, 1].</summary>
    public (double Y, double X) At(double row, double column)
    {
        var (down, right) = ((row - 0.5) * SideMm, (column - 0.5) * SideMm);
        return (
            centreY + ((flipY ? -down : down) / geometry.Spacing.Y),
            centreX + ((flipX ? -right : right) / geometry.Spacing.X));
    }

    private static int? LargestSlice(Volume<byte> labels)
    {
        var plane = labels.Geometry.Size.Y * labels.Geometry.Size.X;
        var areas = Enumerable.Range(0, labels.Geometry.Size.Z)
            .Select(z => plane - labels.Voxels.AsSpan(z * plane, plane).Count((byte)0)).ToArray();
        var largest = areas.Length == 0 ? 0 : areas.Max();
        return largest == 0 ? null : Array.IndexOf(areas, largest);
    }

    private static (char Component, int Sign) Dominant(Vector3 axis) =>
        new[] { ('x', axis.X), ('y', axis.Y), ('z', axis.Z) }
            .OrderByDescending(c => Math.Abs(c.Item2))
            .Select(c => (c.Item1, Math.Sign(c.Item2)))
            .First();
}
