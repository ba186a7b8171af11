using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Imaging.Scans.Pixels;

/// <summary>Decodes the slices of a plan one by one. Holds the pixels of one file at a time.</summary>
/// <param name="toolkit">The decoder.</param>
/// <param name="plan">What to read.</param>
/// <param name="factors">What each slice's values are multiplied by besides; null for nothing.</param>
internal sealed class SliceSource(IDicomToolkit toolkit, SeriesPlan plan, IReadOnlyList<double>? factors)
{
    private readonly int rows = plan.Resampling?.Rows ?? plan.Geometry.Size.Y;
    private readonly int columns = plan.Resampling?.Columns ?? plan.Geometry.Size.X;
    private readonly int across = plan.Header?.Mosaic?.Across ?? 1;
    private readonly bool isOneFile = plan.FrameOrder.Count > 0;
    private int file = -1;
    private DicomImage? image;
    private IReadOnlyList<FrameGroups> groups = [];

    /// <summary>How many slices there are.</summary>
    public int Count => isOneFile ? plan.FrameOrder.Count : plan.Files.Count;

    /// <summary>The unit that the last slice's rescale gives CT values, <c>HU</c>; empty where it is another or none.</summary>
    public string Unit { get; private set; } = string.Empty;

    /// <summary>Whether a slice that was read grew towards black.</summary>
    public bool HasInverted { get; private set; }

    /// <summary>Whether bits beside a slice's values held an overlay, which was left out.</summary>
    public bool HasOverlayBits { get; private set; }

    /// <summary>Codes of what was put right in the slices that were read.</summary>
    public IEnumerable<string> Corrections
    {
        get
        {
            if (HasInverted)
            {
                yield return Scans.Corrections.Monochrome1Inverted;
            }

            if (HasOverlayBits)
            {
                yield return Scans.Corrections.OverlayBitsRemoved;
            }
        }
    }

    // Frames of a file, as far as the pixels are concerned: a mosaic is one picture.
    private int Frames => isOneFile && plan.Header?.Mosaic is null ? plan.Header?.Frames ?? plan.FrameOrder.Count : 1;

    /// <summary>Reads a slice, C order [y, x].</summary>
    /// <exception cref="RefusedException">It cannot be decoded, or is not what its header said.</exception>
    public void Read(int slice, Span<float> target)
    {
        Open(isOneFile ? 0 : slice);
        var frame = isOneFile ? plan.FrameOrder[slice] : 0;
        var transform = PixelTransform.Of(groups[frame < groups.Count ? frame : 0]);
        if (factors is not null)
        {
            transform = transform with { Slope = transform.Slope * factors[slice], Intercept = transform.Intercept * factors[slice] };
        }

        HasInverted |= transform.IsInverted;
        Unit = transform.IsHounsfield ? "HU" : string.Empty;
        if (plan.Header?.HasFloatPixels == true)
        {
            FloatPixels.Fill(target, groups[0].Dataset, frame * rows * columns, (long)Frames * rows * columns, transform);
        }
        else if (across > 1)
        {
            FillTile(target, image!.Frames, frame, transform);
        }
        else
        {
            var format = image!.Frames.Format;
            var bytes = image.Frames.Bytes.Span.Slice(checked((int)(frame * format.FrameLength)), (int)format.FrameLength);
            CheckUnusedBits(bytes);
            SliceVoxels.Fill(target, bytes, format, transform);
        }
    }

    private void CheckUnusedBits(ReadOnlySpan<byte> bytes)
    {
        if (UnusedBits.Of(bytes, image!.Frames.Format) is not 0 and var bits)
        {
            HasOverlayBits = (bits & ~UnusedBits.Overlays(image.Header)) == 0
                ? true
                : throw new RefusedException(new(RefusalCodes.PixelMismatch, "Pixels use more bits than the header says (Bits Stored)."));
        }
    }

    private void FillTile(Span<float> target, DecodedFrames mosaic, int tile, PixelTransform transform)
    {
        var width = mosaic.Format.BitsAllocated / 8;
        if (tile == 0)
        {
            CheckUnusedBits(mosaic.Bytes.Span);
        }

        var (top, left) = (tile / across * rows, tile % across * columns);
        for (var y = 0; y < rows; y++)
        {
            var run = mosaic.Bytes.Span.Slice((((top + y) * columns * across) + left) * width, columns * width);
            SliceVoxels.Fill(target.Slice(y * columns, columns), run, mosaic.Format, transform);
        }
    }

    private void Open(int wanted)
    {
        if (file == wanted)
        {
            return;
        }

        image = null; // Not two at a time.
        if (plan.Header?.HasFloatPixels == true)
        {
            groups = FrameGroups.Of(SourceFile.Read(() => toolkit.ReadHeader(plan.Files[wanted], whole: true)));
        }
        else
        {
            image = Decode(plan.Files[wanted]);
            groups = FrameGroups.Of(image.Header);
        }

        file = wanted;
    }

    private DicomImage Decode(string path)
    {
        var decoded = SourceFile.Read(() => toolkit.ReadImage(path));
        var format = decoded.Frames.Format;
        if (format.Rows != rows * across || format.Columns != columns * across || format.Frames != Frames || format.Samples != 1)
        {
            throw new RefusedException(new(RefusalCodes.PixelMismatch, "The decoded pixels are not what the header promises."));
        }

        return format.BitsAllocated is 8 or 16 or 32
            ? decoded
            : throw new RefusedException(new(RefusalCodes.Unsupported, "Pixels of an unusual number of bits."));
    }
}
