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
