using MedMim.Foundation.Files;
using StbImageWriteSharp;

namespace MedMim.Imaging.Rendering;

/// <summary>Pictures as PNG.</summary>
public static class PngFile
{
    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static void Write(string path, RgbImage image) => AtomicFile.WriteBytes(path, Encode(image));

    /// <summary>The bytes of a PNG file, such as for a <c>data:</c> address in HTML.</summary>
    public static byte[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var stream = new MemoryStream();
        new ImageWriter().WritePng(image.Bytes, image.Width, image.Height, ColorComponents.RedGreenBlue, stream);
        return stream.ToArray();
    }
}
