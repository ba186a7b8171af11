namespace MedMim.Imaging.Rendering;

/// <summary>A picture: rows from the top, pixels from the left, three bytes a pixel.</summary>
public sealed class RgbImage
{
    /// <summary>A picture of one colour.</summary>
    public RgbImage(int width, int height, Rgb colour = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
        Bytes = new byte[checked(3 * width * height)];
        if (colour != default)
        {
            for (var i = 0; i < width * height; i++)
            {
                this[i / width, i % width] = colour;
            }
        }
    }

    /// <summary>Fills a rectangle, as far as it lies within the picture.</summary>
    /// <param name="top">Its first row.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="colour">The colour.</param>
    public void Fill(int top, int left, int height, int width, Rgb colour)
    {
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + height); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(Width, left + width); x++)
            {
                this[y, x] = colour;
            }
        }
    }

    /// <summary>Puts another picture into this one.</summary>
    /// <param name="image">It must fit.</param>
    /// <param name="top">Row of its first row.</param>
    /// <param name="left">Column of its first column.</param>
    public void Paste(RgbImage image, int top, int left)
    {
        ArgumentNullException.ThrowIfNull(image);
        for (var y = 0; y < image.Height; y++)
        {
            image.Bytes.AsSpan(3 * y * image.Width, 3 * image.Width).CopyTo(Bytes.AsSpan(3 * (((top + y) * Width) + left)));
        }
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel, row by row; 3 · Width · Height bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The pixel in row <paramref name="y"/>, column <paramref name="x"/>.</summary>
    public Rgb this[int y, int x]
    {
        get
        {
            var at = 3 * ((y * Width) + x);
            return new(Bytes[at], Bytes[at + 1], Bytes[at + 2]);
        }

        set
        {
            var at = 3 * ((y * Width) + x);
            (Bytes[at], Bytes[at + 1], Bytes[at + 2]) = (value.R, value.G, value.B);
        }
    }
}
