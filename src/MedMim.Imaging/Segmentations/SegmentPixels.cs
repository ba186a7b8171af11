using System.Buffers.Binary;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Segmentations;

/// <summary>The pixels of a segmentation, whatever their bits.</summary>
internal sealed class SegmentPixels
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly SegmentationLayout _layout;
    private readonly double _threshold;

    /// <param name="frames">As the toolkit decoded them; bits are packed without gaps between rows or frames.</param>
    /// <param name="layout">What the header says of them.</param>
    /// <param name="threshold">The part of the maximum from which a fractional segment covers a pixel.</param>
    /// <exception cref="RefusedException"><c>pixel-mismatch</c>: there are more or fewer than the header promises.</exception>
    public SegmentPixels(DecodedFrames frames, SegmentationLayout layout, double threshold)
    {
        var bits = (long)layout.Rows * layout.Columns * layout.Frames.Count * layout.BitsAllocated;
        var length = (bits + 7) / 8;
        if (frames.Bytes.Length != length && frames.Bytes.Length != length + (length % 2))
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "It has more or fewer pixels than its header promises."));
        }

        (_bytes, _layout, _threshold) = (frames.Bytes, layout, threshold);
    }

    /// <summary>Whether a segment covers a pixel.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="segment">The segment; the frame's own except in a label map.</param>
    /// <param name="offset">Row times columns plus column.</param>
    public bool Covers(int frame, int segment, int offset)
    {
        var at = ((long)frame * _layout.Rows * _layout.Columns) + offset;
        return _layout.Object.Kind switch
        {
            SegmentationKind.Binary => (_bytes.Span[(int)(at >> 3)] >> (int)(at & 7) & 1) != 0,
            SegmentationKind.Fractional => _bytes.Span[(int)at] > 0 && _bytes.Span[(int)at] >= _threshold * _layout.Maximum,
            _ => segment == (_layout.BitsAllocated == 8
                ? _bytes.Span[(int)at]
                : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[(int)(2 * at)..])),
        };
    }
}
