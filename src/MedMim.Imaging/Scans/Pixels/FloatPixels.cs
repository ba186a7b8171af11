using System.Buffers.Binary;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Floating-point pixels: (7FE0,0008) of 32 bits or (7FE0,0009) of 64, which are never compressed.</summary>
internal static class FloatPixels
{
    /// <summary>Whether an image's pixels are floating-point numbers.</summary>
    public static bool AreIn(DicomDataset dataset) =>
        dataset.Contains(DicomTags.FloatPixelData) || dataset.Contains(DicomTags.DoubleFloatPixelData);

    /// <summary>The values of a run of pixels, after rescaling.</summary>
    /// <param name="target">The values.</param>
    /// <param name="dataset">The whole data set.</param>
    /// <param name="start">The first pixel.</param>
    /// <param name="count">How many pixels the file holds.</param>
    /// <param name="transform">What they mean; there is no range within which they could be inverted.</param>
    /// <exception cref="RefusedException">There are fewer pixels than the header promises, or they are to be inverted.</exception>
    public static void Fill(Span<float> target, DicomDataset dataset, int start, long count, PixelTransform transform)
    {
        var (element, width) = dataset[DicomTags.FloatPixelData] is { } single
            ? (single, 4)
            : (dataset[DicomTags.DoubleFloatPixelData]!, 8);
        if (element.Bytes.Length != count * width)
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The image has another number of pixels than its header says."));
        }

        if (transform.IsInverted)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "Floating-point pixels that grow towards black (MONOCHROME1)."));
        }

        var bytes = element.Bytes.Span[(start * width)..];
        for (var i = 0; i < target.Length; i++)
        {
            double stored = width == 4
                ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..])
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
            target[i] = (float)transform.Apply(stored, 0, 0);
        }
    }
}
