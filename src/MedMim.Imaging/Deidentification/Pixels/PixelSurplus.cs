using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>Bytes that pass for uncompressed pixels but lie behind the last of them: nobody sees them, and they may say anything.</summary>
internal static class PixelSurplus
{
    private static readonly (DicomTag Tag, int? Bits)[] Kinds =
        [(Tags.PixelData, null), (new(0x7FE0, 0x0008), 32), (new(0x7FE0, 0x0009), 64)];

    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c>: there are such bytes, and not all are zero; or the header does not say how many pixels there are.
    /// </exception>
    public static void Check(ElementFile file)
    {
        foreach (var (tag, bits) in Kinds)
        {
            if (file.Dataset[tag]?.Pixels is not { } range)
            {
                continue;
            }

            if (range.Encapsulated && bits is not null)
            {
                throw Refuse("Floating-point pixels are compressed, which no transfer syntax allows.");
            }

            if (!range.Encapsulated)
            {
                Check(file, range, PixelCount.Bytes(file, bits) ?? throw Refuse("The header does not say how many pixels there are."));
            }
        }
    }

    private static void Check(ElementFile file, FileRange range, long expected)
    {
        file.Body.Position = range.Offset + Math.Min(expected, range.Length);
        for (var left = range.Length - expected; left > 0; left--)
        {
            if (file.Body.ReadByte() > 0)
            {
                throw Refuse("There are more bytes than pixels, and they are not empty.");
            }
        }
    }

    private static RefusedException Refuse(string reason) => new(new(RefusalCodes.PixelMismatch, reason));
}
