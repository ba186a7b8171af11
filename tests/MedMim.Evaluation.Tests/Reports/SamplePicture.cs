using MedMim.Imaging.Rendering;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>Drawn pictures in place of scans.</summary>
internal static class SamplePicture
{
    public static ReadOnlyMemory<byte> Overlay(int seed) => Draw(320, 260, (x, y) =>
    {
        var (dx, dy) = ((x - 160) / 130.0, (y - 130) / 105.0);
        var body = (dx * dx) + (dy * dy) < 1;
        var reference = Math.Sqrt(Math.Pow(x - 190, 2) + Math.Pow(y - 120, 2));
        var prediction = Math.Sqrt(Math.Pow(x - 190 - (6 * seed), 2) + Math.Pow((y - 120 - (3 * seed)) * 1.1, 2));
        if (Math.Abs(reference - 34) < 1)
        {
            return (240, 228, 66);
        }

        if (Math.Abs(prediction - 33) < 1)
        {
            return (86, 180, 233);
        }

        var grey = (byte)(body ? 90 + (20 * Math.Sin(x * 0.11) * Math.Cos(y * 0.09)) + (reference < 34 ? 35 : 0) : 8);
        return (grey, grey, grey);
    });

    public static ReadOnlyMemory<byte> Montage() => Draw(640, 320, (x, y) =>
    {
        var (column, cx, cy) = (x / 160, x % 160, y % 160);
        var value = 110 + (70 * Math.Sin(cx * 0.06) * Math.Cos(cy * 0.05));
        var hidden = ((cx / 20 * 7) + (cy / 20 * 5) + (y / 160)) % 5 < 3;
        var grey = (byte)(column == 1 && hidden ? 15 : column == 2 && hidden ? (value + 110) / 2 : value);
        return cx < 2 || cy < 2 ? ((byte)255, (byte)255, (byte)255) : (grey, grey, grey);
    });

    private static ReadOnlyMemory<byte> Draw(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var image = new RgbImage(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (r, g, b) = colour(i % width, i / width);
            image[i / width, i % width] = new(r, g, b);
        }

        return PngFile.Encode(image);
    }
}
