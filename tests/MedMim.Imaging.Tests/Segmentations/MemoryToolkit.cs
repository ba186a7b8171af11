using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Pixels;

namespace MedMim.Imaging.Tests.Segmentations;

/// <summary>A toolkit with one object in memory, so that a test can say anything in it.</summary>
internal sealed class MemoryToolkit(DicomDataset dataset, ReadOnlyMemory<byte> pixels) : IDicomToolkit
{
    public string Name => "memory";

    public string Version => "0";

    public DicomDataset ReadHeader(string path, bool whole = false) => dataset;

    public DicomImage ReadImage(string path) => new(dataset, new(PixelFormats.Of(dataset), pixels));

    public void Write(DicomDataset dataset, ReadOnlyMemory<byte>? pixels, string path, TransferSyntax syntax = TransferSyntax.ExplicitLittleEndian) =>
        throw new NotSupportedException(path);
}
