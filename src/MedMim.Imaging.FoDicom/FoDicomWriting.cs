using FellowOakDicom;
using MedMim.Foundation.Files;
using MedMim.Imaging.Dicom;
using DicomDataset = MedMim.Imaging.Dicom.DicomDataset;
using DicomTag = FellowOakDicom.DicomTag;
using DicomVr = MedMim.Imaging.Dicom.DicomVr;

namespace MedMim.Imaging.FoDicom;

/// <summary>Writes files.</summary>
internal static class FoDicomWriting
{
    /// <inheritdoc cref="IDicomToolkit.Write"/>
    public static void Write(DicomDataset dataset, ReadOnlyMemory<byte>? pixels, string path, TransferSyntax syntax)
    {
        if (dataset.Text(DicomTags.SopClassUid).Length == 0 || dataset.Text(DicomTags.SopInstanceUid).Length == 0)
        {
            throw new ArgumentException("A DICOM file needs SOP Class UID and SOP Instance UID.", nameof(dataset));
        }

        var target = new FellowOakDicom.DicomDataset(syntax == TransferSyntax.ImplicitLittleEndian
            ? DicomTransferSyntax.ImplicitVRLittleEndian
            : DicomTransferSyntax.ExplicitVRLittleEndian).NotValidated();
        Into(target, dataset);
        if (pixels is { } values)
        {
            var vr = (dataset.Integer(DicomTags.BitsAllocated) ?? 16) > 8 ? DicomVr.OW : DicomVr.OB;
            var element = new MedMim.Imaging.Dicom.DicomElement(DicomTags.PixelData, vr) { Bytes = values };
            target.AddOrUpdate(FoDicomElements.Of(element, DicomEncoding.DefaultArray));
        }

        var file = new FellowOakDicom.DicomFile(target);
        AtomicFile.Write(Path.GetFullPath(path), stream => file.Save(stream));
    }

    private static void Into(FellowOakDicom.DicomDataset target, DicomDataset source)
    {
        var encodings = DicomEncoding.GetEncodings(source.CharacterSet.Split('\\'));
        foreach (var element in source)
        {
            if (element.Tag.Group == 0x0002 || element.Tag.Element == 0 || element.Tag == DicomTags.PixelData)
            {
                continue;
            }

            target.AddOrUpdate(element.Vr == DicomVr.SQ ? Sequence(element) : FoDicomElements.Of(element, encodings));
        }
    }

    private static DicomSequence Sequence(MedMim.Imaging.Dicom.DicomElement element)
    {
        var sequence = new DicomSequence(new DicomTag(element.Tag.Group, element.Tag.Element));
        foreach (var source in element.Items)
        {
            var item = new FellowOakDicom.DicomDataset().NotValidated();
            Into(item, source);
            sequence.Items.Add(item);
        }

        return sequence;
    }
}
