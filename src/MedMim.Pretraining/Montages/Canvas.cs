using StbImageWriteSharp;

namespace MedMim.Pretraining.Montages;

/// <summary>An RGB picture, white at first.</summary>
internal sealed class Canvas
{
    private readonly byte[] pixels;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(255);
    }

    public int Width { get; }

    public int Height { get; }

    public (byte R, byte G, byte B) this[int x, int y]
    {
        get => (pixels[At(x, y)], pixels[At(x, y) + 1], pixels[At(x, y) + 2]);
        set => (pixels[At(x, y)], pixels[At(x, y) + 1], pixels[At(x, y) + 2]) = value;
    }

    public void WritePng(Stream stream) =>
        new ImageWriter().WritePng(pixels, Width, Height, ColorComponents.RedGreenBlue, stream);

    private int At(int x, int y) => ((y * Width) + x) * 3;
}
