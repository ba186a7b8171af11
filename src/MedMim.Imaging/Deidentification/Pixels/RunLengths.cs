using System.Buffers.Binary;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>Walks through run lengths (DICOM PS3.5 annex G) without decoding them.</summary>
internal static class RunLengths
{
    private const int Head = 64;
    private const int Most = 15;

    /// <summary>Whether a frame holds its segments and nothing else but zeros.</summary>
    /// <param name="frame">A fragment.</param>
    /// <param name="pixels">How many bytes each segment unfolds to.</param>
    /// <param name="planes">How many segments there must be: bytes a pixel.</param>
    public static bool AreAll(ReadOnlySpan<byte> frame, long pixels, long planes)
    {
        var segments = frame.Length < Head ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (segments is 0 or > Most || segments != planes)
        {
            return false;
        }

        var at = Head;
        for (var i = 0; i < Most; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * i))..]);
            if (i >= segments ? offset != 0 : offset < at || offset > frame.Length || frame[at..(int)offset].ContainsAnyExcept((byte)0))
            {
                return false;
            }

            if (i < segments && (at = End(frame, (int)offset, pixels)) < 0)
            {
                return false;
            }
        }

        return !frame[at..].ContainsAnyExcept((byte)0);
    }

    // Where a segment ends; -1 where it does not.
    private static int End(ReadOnlySpan<byte> frame, int at, long pixels)
    {
        while (pixels > 0 && at < frame.Length)
        {
            var control = (sbyte)frame[at];
            pixels -= control == sbyte.MinValue ? 0 : Math.Abs((int)control) + 1;
            at += control >= 0 ? control + 2 : control == sbyte.MinValue ? 1 : 2;
        }

        return pixels == 0 && at <= frame.Length ? at : -1;
    }
}
