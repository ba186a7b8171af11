using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.FoDicom;

/// <summary>
/// The DICOM port by fo-dicom 5, all of it managed code. Without its codec package it decompresses nothing: JPEG and
/// JPEG 2000 are refused as <c>unsupported</c> (run lengths and JPEG-LS are decoded above the port).
/// </summary>
public sealed class FoDicomToolkit : IDicomToolkit
{
    /// <inheritdoc/>
    public string Name => "fo-dicom";

    /// <inheritdoc/>
    public string Version => typeof(FellowOakDicom.DicomFile).Assembly.GetName().Version?.ToString(3) ?? "unknown";

    /// <inheritdoc/>
    public DicomDataset ReadHeader(string path, bool whole = false) =>
        FoDicomReading.Header(FoDicomReading.Open(path, withPixels: false), whole);

    /// <inheritdoc/>
    public DicomImage ReadImage(string path)
    {
        var file = FoDicomReading.Open(path, withPixels: true);
        return new(FoDicomReading.Header(file, whole: false), FoDicomFrames.Decode(file));
    }

    /// <inheritdoc/>
    public void Write(
        DicomDataset dataset,
        ReadOnlyMemory<byte>? pixels,
        string path,
        TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian) => FoDicomWriting.Write(dataset, pixels, path, syntax);
}
