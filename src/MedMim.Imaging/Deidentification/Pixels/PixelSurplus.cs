using System.Globalization;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>Bytes that pass for pixels but lie behind the last of them: nobody sees them, and they may say anything.</summary>
internal static class PixelSurplus
{
    /// <exception cref="RefusedException"><c>pixel-mismatch</c>: there are such bytes, and not all are zero.</exception>
    public static void Check(ElementFile file)
    {
        if (file.Dataset[Tags.PixelData]?.Pixels is not { Encapsulated: false } range || Expected(file) is not { } expected)
        {
            return;
        }

        file.Body.Position = range.Offset + Math.Min(expected, range.Length);
        for (var left = range.Length - expected; left > 0; left--)
        {
            if (file.Body.ReadByte() > 0)
            {
                throw new RefusedException(new(RefusalCodes.PixelMismatch, "There are more bytes than pixels, and they are not empty."));
            }
        }
    }

    private static long? Expected(ElementFile file)
    {
        var frames = file.Dataset.Text(Tags.Frames);
        long count = 1;
        if (frames.Length > 0 && (!long.TryParse(frames, CultureInfo.InvariantCulture, out count) || count is < 0 or > int.MaxValue))
        {
            return null;
        }

        return Number(file, Tags.Rows) is { } rows && Number(file, Tags.Columns) is { } columns && Number(file, Tags.BitsAllocated) is { } bits
            ? (long)Int128.Min(((Int128)rows * columns * (Number(file, Tags.Samples) ?? 1) * bits * count + 7) / 8, long.MaxValue)
            : null;
    }

    private static long? Number(ElementFile file, DicomTag tag) =>
        file.Dataset[tag] is { Value.Length: >= 2 } element ? file.Encoding.Short(element.Value) : null;
}
