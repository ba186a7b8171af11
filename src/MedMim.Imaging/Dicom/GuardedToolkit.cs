using MedMim.Imaging.Dicom.Decoders;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Pixels;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// A toolkit whose pixels are right or refused. Before the adapter sees a file, its lengths are walked, and what is
/// inflated stays within <see cref="DicomLimits"/>. That walk gives the header too, and uncompressed pixels are taken from
/// the file as they are, run lengths and JPEG-LS decoded here: the adapter is asked for what is big endian or doubtful, and
/// for the other codecs. What a decoder returns is compared with what the header promises.
/// </summary>
/// <param name="inner">The adapter.</param>
public sealed class GuardedToolkit(IDicomToolkit inner) : IDicomToolkit
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public string Version => inner.Version;

    /// <inheritdoc/>
    public DicomDataset ReadHeader(string path, bool whole = false)
    {
        using var source = DicomSource.Open(path, whole ? HeaderScope.Whole : HeaderScope.Usual);
        return HeaderOf(source, whole);
    }

    /// <inheritdoc/>
    public DicomImage ReadImage(string path)
    {
        using var source = DicomSource.Open(path, HeaderScope.Usual);
        if (source.Layout.Syntax?.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return source.Layout.Extent == DicomExtent.Whole ? ReadKnown(source) : Checked(inner.ReadImage(source.Path));
    }

    /// <inheritdoc/>
    public void Write(
        DicomDataset dataset,
        ReadOnlyMemory<byte>? pixels,
        string path,
        TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian) => inner.Write(dataset, pixels, path, syntax);

    private static DicomImage Checked(DicomImage image) =>
        image with { Frames = PixelPromise.Check(image.Frames, image.Header) };

    // The walk over the lengths has it already, but for what only a toolkit knows how to take.
    private DicomDataset HeaderOf(DicomSource source, bool whole = false)
    {
        try
        {
            return source.Layout.Header ?? inner.ReadHeader(source.Path, whole);
        }
        catch (RefusedException e) when (source.Layout.Syntax?.Refusal is { } refusal)
        {
            throw new RefusedException(refusal, e); // Toolkits do not even parse a syntax that they do not know.
        }
    }

    private DicomImage ReadKnown(DicomSource source)
    {
        var (layout, coding) = (source.Layout, source.Layout.Syntax!.Coding);
        if (layout.PixelHead is null)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The image holds no pixel data of integers."));
        }

        if (layout.NativePixels is null == (coding == PixelCoding.Native))
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "The transfer syntax is not that of the pixel data."));
        }

        if (layout.NativePixels is { } place)
        {
            var header = HeaderOf(source);
            return new(header, NativePixels.Read(source, place, header));
        }

        var frames = CodestreamCheck.Check(source, coding);
        return coding switch
        {
            PixelCoding.Rle => Decoded(source, header => RlePixels.Decode(source, frames, header)),
            PixelCoding.JpegLs when CharLsDecoder.IsPresent =>
                Decoded(source, header => JpegLsPixels.Decode(source, frames, header)),
            _ => ReadCompressed(source, frames),
        };
    }

    private DicomImage Decoded(DicomSource source, Func<DicomDataset, DecodedFrames> decode)
    {
        var header = HeaderOf(source);
        return Checked(new(header, decode(header)));
    }

    // Toolkits read a fragment a frame; other divisions are brought to it first.
    private DicomImage ReadCompressed(DicomSource source, IReadOnlyList<IReadOnlyList<ByteRange>> frames)
    {
        if (frames.Count == 1 || frames.All(f => f.Count == 1))
        {
            return Decompressed(source, source.Path);
        }

        using var repacked = FragmentPerFrame.Write(source, frames);
        return Decompressed(source, repacked.Path);
    }

    private DicomImage Decompressed(DicomSource source, string path) => Checked(
        source.Layout.Header is { } header ? new(header, inner.DecodeFrames(path)) : inner.ReadImage(path));
}
