using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Gdcm;

/// <summary>The DICOM port by GDCM. Debian's build of it aborts on some malformed files: use it in worker processes.</summary>
public sealed class GdcmToolkit : IDicomToolkit
{
    static GdcmToolkit()
    {
        // Its messages quote values of the header, which are patient data.
        gdcm.Trace.DebugOff();
        gdcm.Trace.WarningOff();
        gdcm.Trace.ErrorOff();
    }

    /// <inheritdoc/>
    public string Name => "GDCM";

    /// <inheritdoc/>
    public string Version => gdcm.Version.GetVersion();

    /// <inheritdoc/>
    public DicomDataset ReadHeader(string path, bool whole = false) => GdcmHeader.Read(path, whole);

    /// <inheritdoc/>
    public DicomImage ReadImage(string path) => GdcmImage.Read(path);

    /// <inheritdoc/>
    public DecodedFrames DecodeFrames(string path) => GdcmImage.ReadFrames(path);

    /// <inheritdoc/>
    public void Write(
        DicomDataset dataset,
        ReadOnlyMemory<byte>? pixels,
        string path,
        TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian) => GdcmFile.Write(dataset, pixels, path, syntax);
}
