using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Sources;

/// <summary>Inflates no more than a limit, whatever a compressed file promises.</summary>
internal static class BoundedCopy
{
    private const int BufferLength = 1 << 16;

    /// <exception cref="RefusedException">
    /// <c>truncated</c> where the compressed stream ends early, <c>broken-header</c> where it is damaged,
    /// <c>unsupported</c> where it holds more than <paramref name="limit"/> bytes.
    /// </exception>
    public static void Inflate(Stream inflating, Stream target, long limit)
    {
        var buffer = new byte[BufferLength];
        var total = 0L;
        for (int read; (read = Read(inflating, buffer)) > 0; target.Write(buffer, 0, read))
        {
            total += read;
            if (total > limit)
            {
                throw new RefusedException(new(RefusalCodes.Unsupported, "Inflated, the file is larger than can be read."));
            }
        }
    }

    private static int Read(Stream inflating, byte[] buffer)
    {
        try
        {
            return inflating.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(new(RefusalCodes.Truncated, "The compressed file ends early or is damaged."));
        }
    }
}
