using MedMim.Datasets.Sampling;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Montages;

/// <summary>
/// An axial slice of a patch, to be drawn: rows are y, columns are x, each voxel a square of pixels. Masked blocks can be
/// hidden under a colour or framed.
/// </summary>
/// <param name="Size">The patch's size.</param>
/// <param name="Z">The slice.</param>
/// <param name="Scale">Pixels along a voxel's side.</param>
/// <param name="Low">The intensity drawn black.</param>
/// <param name="High">The intensity drawn white.</param>
internal sealed record SliceView(GridSize Size, int Z, int Scale, float Low, float High)
{
    private const int CellPixels = 200;
    private static readonly (byte R, byte G, byte B) Frame = (255, 176, 0);

    /// <summary>The middle slice, from the darkest to the brightest half percent of the patch's voxels.</summary>
    public static SliceView Of(Patch patch)
    {
        var present = patch.Image.Where((_, i) => patch.Present[i] != 0).Order().ToArray();
        var (low, high) = present.Length > 0
            ? (present[present.Length / 200], present[present.Length - 1 - (present.Length / 200)])
            : (0f, 1f);
        var scale = Math.Max(1, CellPixels / Math.Max(patch.Size.Y, patch.Size.X));
        return new(patch.Size, patch.Size.Z / 2, scale, low, high > low ? high : low + 1);
    }

    public int Width => Size.X * Scale;

    public int Height => Size.Y * Scale;

    /// <summary>Draws intensities, C order [z, y, x], at a place of the canvas; padding is drawn in plain grey-blue.</summary>
    public void Draw(Canvas canvas, int left, int top, ReadOnlySpan<float> image, ReadOnlySpan<byte> present)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = (int)Size.Offset(Z, y / Scale, x / Scale);
                var grey = (byte)Math.Clamp((image[at] - Low) / (High - Low) * 255, 0, 255);
                canvas[left + x, top + y] = present[at] != 0 ? (grey, grey, grey) : ((byte)52, (byte)60, (byte)76);
            }
        }
    }

    /// <summary>Covers masked voxels with a colour.</summary>
    public void Hide(Canvas canvas, int left, int top, ReadOnlySpan<byte> mask, ReadOnlySpan<byte> present)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var at = (int)Size.Offset(Z, y / Scale, x / Scale);
                if (mask[at] != 0 && present[at] != 0)
                {
                    canvas[left + x, top + y] = (38, 70, 108);
                }
            }
        }
    }

    /// <summary>Draws a thin line where masked and visible voxels meet.</summary>
    public void Outline(Canvas canvas, int left, int top, ReadOnlySpan<byte> mask)
    {
        for (var y = 1; y < Height; y++)
        {
            for (var x = 1; x < Width; x++)
            {
                var here = mask[(int)Size.Offset(Z, y / Scale, x / Scale)];
                if (here != mask[(int)Size.Offset(Z, y / Scale, (x - 1) / Scale)]
                    || here != mask[(int)Size.Offset(Z, (y - 1) / Scale, x / Scale)])
                {
                    canvas[left + x, top + y] = Frame;
                }
            }
        }
    }
}
