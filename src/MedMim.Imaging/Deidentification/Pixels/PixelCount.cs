using System.Globalization;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>How many pixels a header promises.</summary>
internal static class PixelCount
{
    /// <summary>Frames; null where the header does not say it in a number.</summary>
    public static long? Frames(ElementFile file)
    {
        var frames = file.Dataset.Text(Tags.Frames);
        return frames.Length == 0 ? 1
            : long.TryParse(frames, CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= int.MaxValue ? count
            : null;
    }

    /// <summary>Pixels of a frame; null where the header does not say it.</summary>
    public static long? OfFrame(ElementFile file) =>
        Number(file, Tags.Rows) is { } rows && Number(file, Tags.Columns) is { } columns ? rows * columns : null;

    /// <summary>Bytes of one pixel, all its samples; null where the header does not say it, or where they are no whole bytes.</summary>
    public static long? BytesOfPixel(ElementFile file) =>
        Number(file, Tags.BitsAllocated) is { } bits && bits % 8 == 0 ? bits / 8 * (Number(file, Tags.Samples) ?? 1) : null;

    /// <summary>Bytes of uncompressed pixels; null where the header does not say it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bits">Bits a pixel; null for what the header says.</param>
    public static long? Bytes(ElementFile file, int? bits = null) =>
        Frames(file) is { } frames && OfFrame(file) is { } pixels && (bits ?? Number(file, Tags.BitsAllocated)) is { } width
            ? (long)Int128.Min(((Int128)pixels * Samples(file) * width * frames + 7) / 8, long.MaxValue)
            : null;

    // Where chrominance is sampled at every second pixel, two samples stand for three (PS3.3 C.7.6.3.1.2).
    private static long Samples(ElementFile file) => Number(file, Tags.Samples) is not { } samples ? 1
        : samples == 3 && file.Dataset.Text(Tags.Photometric).EndsWith("_422", StringComparison.Ordinal) ? 2
        : samples;

    private static long? Number(ElementFile file, DicomTag tag) =>
        file.Dataset[tag] is { Value.Length: >= 2 } element ? file.Encoding.Short(element.Value) : null;
}
