using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Rendering;

/// <summary>Which pixels of a picture of a slice show a structure, or its outline. A label is that of the nearest voxel.</summary>
public static class SliceMask
{
    /// <summary>The pixels over non-zero voxels, row by row.</summary>
    /// <param name="labels">Labels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="view">Layout of the picture.</param>
    public static bool[] Inside(ReadOnlySpan<byte> labels, GridSize size, int z, SliceView view) =>
        Array.ConvertAll(Labels(labels, size, z, view), v => v != 0);

    /// <summary>
    /// The pixels over non-zero voxels that have another label beside them; the picture's edge is no border.
    /// </summary>
    /// <inheritdoc cref="Inside"/>
    /// <param name="labels">Labels, C order [z, y, x].</param>
    /// <param name="size">The volume's size.</param>
    /// <param name="z">Index of the slice.</param>
    /// <param name="view">Layout of the picture.</param>
    /// <param name="thickness">The line's width in pixels, 1 or more; it grows inwards.</param>
    public static bool[] Outline(ReadOnlySpan<byte> labels, GridSize size, int z, SliceView view, int thickness = 1)
    {
        ArgumentNullException.ThrowIfNull(view);
        var values = Labels(labels, size, z, view);
        var outline = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            outline[i] = values[i] != 0 && IsAtBorder(values, i / view.Width, i % view.Width, view, thickness);
        }

        return outline;
    }

    private static bool IsAtBorder(byte[] values, int row, int column, SliceView view, int thickness)
    {
        var here = values[(row * view.Width) + column];
        for (var d = 1; d <= thickness; d++)
        {
            if (Differs(row - d, column) || Differs(row + d, column) || Differs(row, column - d) || Differs(row, column + d))
            {
                return true;
            }
        }

        return false;

        bool Differs(int y, int x) =>
            y >= 0 && x >= 0 && y < view.Height && x < view.Width && values[(y * view.Width) + x] != here;
    }

    private static byte[] Labels(ReadOnlySpan<byte> labels, GridSize size, int z, SliceView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var plane = SlicePicture.Plane(labels, size, z);
        var values = new byte[view.Height * view.Width];
        for (var i = 0; i < values.Length; i++)
        {
            var at = view.Nearest(size, i / view.Width, i % view.Width);
            values[i] = at < 0 ? (byte)0 : plane[at];
        }

        return values;
    }
}
