using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>
/// Compressed pixels are copied as they are, so they must be pixels and nothing else: images to their end markers, as many
/// as the header says, without a comment that names somebody.
/// </summary>
internal static class CompressedPixels
{
    private const string RunLengthSyntax = "1.2.840.10008.1.2.5";
    private static readonly DicomTag ExtendedOffsets = new(0x7FE0, 0x0001);
    private static readonly DicomTag ExtendedLengths = new(0x7FE0, 0x0002);

    /// <exception cref="RefusedException">
    /// <c>pixel-mismatch</c>: there is something else, or the coding is one that cannot be followed (video, JPEG XL).
    /// <c>burned-in-text</c>: a comment holds a word that identifies.
    /// </exception>
    public static void Check(ElementFile file, IdentityTraces traces)
    {
        if (file.Dataset[Tags.PixelData]?.Pixels is not { Encapsulated: true } range)
        {
            return;
        }

        var fragments = new FragmentStream(file.Body, range);
        var comments = new List<byte[]>();
        var frames = PixelCount.Frames(file);
        if (file.Syntax == RunLengthSyntax
            ? fragments.Count != frames || !AreRunLengths(file, fragments)
            : Codestreams.Count(fragments, comments) != frames)
        {
            throw FragmentStream.Surplus();
        }

        if (!AreOffsets(file, fragments))
        {
            throw FragmentStream.Surplus();
        }

        if (comments.Exists(traces.AreIn))
        {
            throw new RefusedException(new(RefusalCodes.BurnedInText, "A comment within its compressed pixels names somebody."));
        }
    }

    private static bool AreRunLengths(ElementFile file, FragmentStream fragments) =>
        PixelCount.OfFrame(file) is { } pixels && PixelCount.BytesOfPixel(file) is { } planes
        && Enumerable.Range(0, fragments.Count).All(i => RunLengths.AreAll(fragments.Fragment(i), pixels, planes));

    // One fragment a frame where there is such a table (PS3.3 C.7.6.3.1.8).
    private static bool AreOffsets(ElementFile file, FragmentStream fragments) =>
        (file.Dataset[ExtendedOffsets] is not { } offsets || fragments.IsTable(offsets.Value, 8))
        && (file.Dataset[ExtendedLengths] is not { } lengths || fragments.AreLengths(lengths.Value));
}
