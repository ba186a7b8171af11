using System.Globalization;
using MedMim.Imaging.Volumes;
using StbImageWriteSharp;

namespace MedMim.Evaluation.Galleries;

/// <summary>Draws the outlines of reference and prediction over a slice of the scan, square, with the aspect of the patient.</summary>
public static class OverlayPicture
{
    /// <summary>Side of the picture in pixels.</summary>
    public const int Side = 480;

    private static readonly (byte R, byte G, byte B) ReferenceColour = (0xf0, 0xe4, 0x42);
    private static readonly (byte R, byte G, byte B) PredictionColour = (0x56, 0xb4, 0xe9);

    /// <summary>Draws a case. Where both outlines coincide their colours alternate.</summary>
    /// <returns>PNG bytes, and a caption that names the slice and the width of the window.</returns>
    /// <exception cref="ArgumentException">The volumes' grids differ in size.</exception>
    public static (ReadOnlyMemory<byte> Png, string Caption) Draw(GalleryVolumes volumes)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        var size = volumes.Scan.Geometry.Size;
        if (size != volumes.Reference.Geometry.Size || size != volumes.Prediction.Geometry.Size)
        {
            throw new ArgumentException("Scan, reference and prediction must share a grid.", nameof(volumes));
        }

        var view = new FieldOfView(volumes.Reference, volumes.Prediction);
        var pixels = Grey(volumes.Scan, view);
        var reference = Outline(volumes.Reference, view);
        var prediction = Outline(volumes.Prediction, view);
        for (var i = 0; i < Side * Side; i++)
        {
            var alternate = ((i % Side) + (i / Side)) / 6 % 2 == 0;
            if (reference[i] && (!prediction[i] || alternate))
            {
                Set(pixels, i, ReferenceColour);
            }
            else if (prediction[i])
            {
                Set(pixels, i, PredictionColour);
            }
        }

        using var stream = new MemoryStream();
        new ImageWriter().WritePng(pixels, Side, Side, ColorComponents.RedGreenBlue, stream);
        var width = view.SideMm.ToString("F0", CultureInfo.InvariantCulture);
        return (stream.ToArray(), $"Slice {view.Slice + 1} of {size.Z}, {width} mm wide.");
    }

    private static byte[] Grey(Volume<float> scan, FieldOfView view)
    {
        var values = new float[Side * Side];
        ForEachPixel(view, (i, y, x) => values[i] = Interpolation.At(scan, view.Slice, y, x) ?? float.NaN);
        var inside = values.Where(float.IsFinite).Order().ToArray();
        var (low, high) = inside.Length == 0 ? (0f, 1f) : (inside[inside.Length / 100], inside[^(1 + (inside.Length / 100))]);
        var scale = high > low ? 255 / (high - low) : 0;
        var pixels = new byte[Side * Side * 3];
        for (var i = 0; i < values.Length; i++)
        {
            var grey = float.IsFinite(values[i]) ? (byte)Math.Clamp((values[i] - low) * scale, 0, 255) : (byte)0;
            Set(pixels, i, (grey, grey, grey));
        }

        return pixels;
    }

    // A pixel inside a label that has one outside it within two pixels: lines two pixels wide, inside the structure.
    private static bool[] Outline(Volume<byte> labels, FieldOfView view)
    {
        var values = new byte[Side * Side];
        ForEachPixel(view, (i, y, x) => values[i] = Interpolation.LabelAt(labels, view.Slice, y, x));
        var outline = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            outline[i] = values[i] != 0 && (Differs(values, i, 1, 0) || Differs(values, i, 0, 1));
        }

        return outline;
    }

    private static bool Differs(byte[] values, int i, int dx, int dy)
    {
        var (row, column) = (i / Side, i % Side);
        foreach (var step in (ReadOnlySpan<int>)[-2, -1, 1, 2])
        {
            var (y, x) = (row + (step * dy), column + (step * dx));
            if (y >= 0 && x >= 0 && y < Side && x < Side && values[(y * Side) + x] != values[i])
            {
                return true;
            }
        }

        return false;
    }

    private static void ForEachPixel(FieldOfView view, Action<int, double, double> visit)
    {
        for (var i = 0; i < Side * Side; i++)
        {
            var (y, x) = view.At(((i / Side) + 0.5) / Side, ((i % Side) + 0.5) / Side);
            visit(i, y, x);
        }
    }

    private static void Set(byte[] pixels, int i, (byte R, byte G, byte B) colour) =>
        (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = colour;
}
