using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom;

/// <summary>
/// The port to a DICOM library: everything above it (series assembly, geometry, structures, segmentations,
/// de-identification) is shared by all adapters. Programs use an adapter through <see cref="GuardedToolkit"/>, which adds the
/// checks that no toolkit makes. An adapter may crash its process on a hostile file, so only worker
/// processes call it on files of unknown origin.
/// </summary>
public interface IDicomToolkit
{
    /// <summary>The library's name, such as <c>GDCM</c>.</summary>
    string Name { get; }

    /// <summary>The library's version.</summary>
    string Version { get; }

    /// <summary>
    /// Reads a file's header (file meta information, group 0002, included) up to the pixel data. Values longer than
    /// <see cref="DicomLimits.LargestValue"/> are left empty, unless <paramref name="whole"/> asks for everything.
    /// </summary>
    /// <exception cref="RefusedException"><c>not-a-scan</c>, <c>truncated</c> or <c>broken-header</c>.</exception>
    DicomDataset ReadHeader(string path, bool whole = false);

    /// <summary>
    /// Reads a file's header, as <see cref="ReadHeader"/> does, and decompresses all its frames, in one go.
    /// </summary>
    /// <exception cref="RefusedException">
    /// <c>truncated</c>, <c>broken-header</c>, <c>unsupported</c> or <c>pixel-mismatch</c>.
    /// </exception>
    DicomImage ReadImage(string path);

    /// <summary>The frames of <see cref="ReadImage"/>, where the header is not needed.</summary>
    /// <exception cref="RefusedException">As <see cref="ReadImage"/>.</exception>
    DecodedFrames DecodeFrames(string path) => ReadImage(path).Frames;

    /// <summary>
    /// Writes a DICOM file with a preamble and file meta information of its own; the data set needs SOP Class UID and SOP
    /// Instance UID, and for an image the tags of the Image Pixel Module. Appears whole or not at all.
    /// </summary>
    /// <param name="dataset">The elements; group 0002 and pixel data are ignored.</param>
    /// <param name="pixels">Uncompressed pixels (7FE0,0010), little endian; null for an object without them.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="syntax">The encoding.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    void Write(
        DicomDataset dataset,
        ReadOnlyMemory<byte>? pixels,
        string path,
        TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian);
}
