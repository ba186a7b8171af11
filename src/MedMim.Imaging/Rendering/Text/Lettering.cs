namespace MedMim.Imaging.Rendering.Text;

/// <summary>Writes words into pictures, in one size.</summary>
public static class Lettering
{
    /// <summary>Pixels of a line down.</summary>
    public static int LineHeight => GlyphAtlas.Height;

    /// <summary>Pixels of a text across.</summary>
    public static int WidthOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length * GlyphAtlas.Width;
    }

    /// <summary>Writes a line; what does not fit into the picture is left out.</summary>
    /// <param name="image">The picture, which is changed.</param>
    /// <param name="text">ASCII, and × · – … ² ± µ.</param>
    /// <param name="top">Row of the line's upper edge.</param>
    /// <param name="left">Column of its left edge.</param>
    /// <param name="ink">The colour.</param>
    public static void Write(RgbImage image, string text, int top, int left, Rgb ink)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            for (var y = 0; y < GlyphAtlas.Height; y++)
            {
                for (var x = 0; x < GlyphAtlas.Width; x++)
                {
                    var (row, column) = (top + y, left + (i * GlyphAtlas.Width) + x);
                    if (row >= 0 && column >= 0 && row < image.Height && column < image.Width)
                    {
                        image[row, column] = image[row, column].Mixed(ink, GlyphAtlas.Default.Ink(text[i], y, x) / 255.0);
                    }
                }
            }
        }
    }
}
