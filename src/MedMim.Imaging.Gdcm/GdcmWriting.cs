using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Gdcm;

/// <summary>From our data sets to GDCM's.</summary>
internal static class GdcmWriting
{
    public static void Into(gdcm.DataSet target, DicomDataset source)
    {
        foreach (var element in source)
        {
            // GDCM writes file meta information and group lengths of its own.
            if (element.Tag.Group == 0x0002 || element.Tag.Element == 0 || element.Tag == DicomTags.PixelData)
            {
                continue;
            }

            using var translated = element.Vr == DicomVr.SQ ? Sequence(element) : Value(element.Tag, element.Vr, element.Bytes);
            target.Replace(translated);
        }
    }

    public static gdcm.DataElement PixelData(ReadOnlyMemory<byte> pixels, int bitsAllocated)
    {
        var even = pixels;
        if (pixels.Length % 2 == 1)
        {
            var padded = new byte[pixels.Length + 1];
            pixels.CopyTo(padded);
            even = padded;
        }

        return Value(DicomTags.PixelData, bitsAllocated > 8 ? DicomVr.OW : DicomVr.OB, even);
    }

    private static gdcm.DataElement Value(DicomTag tag, DicomVr vr, ReadOnlyMemory<byte> bytes)
    {
        var element = NewElement(tag, vr);
        using var length = new gdcm.VL((uint)bytes.Length);
        element.SetByteValue(bytes.ToArray(), length);
        return element;
    }

    private static gdcm.DataElement Sequence(DicomElement source)
    {
        using var shared = gdcm.SequenceOfItems.New();
        var sequence = shared.GetPointer();
        sequence.SetLengthToUndefined();
        foreach (var dataset in source.Items)
        {
            using var nested = new gdcm.DataSet();
            Into(nested, dataset);
            using var item = new gdcm.Item();
            item.SetVLToUndefined();
            item.SetNestedDataSet(nested);
            sequence.AddItem(item);
        }

        var element = NewElement(source.Tag, DicomVr.SQ);
        element.SetValue(sequence);
        element.SetVLToUndefined();
        return element;
    }

    private static gdcm.DataElement NewElement(DicomTag tag, DicomVr vr)
    {
        using var gdcmTag = GdcmTags.New(tag);
        var element = new gdcm.DataElement(gdcmTag);
        using var gdcmVr = GdcmTags.NewVr(vr);
        element.SetVR(gdcmVr);
        return element;
    }
}
