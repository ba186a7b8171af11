using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Gdcm;

/// <summary>From GDCM's data sets to ours.</summary>
internal static class GdcmReading
{
    private const uint NoMoreElements = 0xFFFFFFFF;

    public static void Into(DicomDataset target, gdcm.DataSet source, bool whole, int depth)
    {
        using var from = new gdcm.Tag(0);
        while (true)
        {
            using var element = source.FindNextDataElement(from);
            using var tag = element.GetTag();
            var number = tag.GetElementTag();
            if (number == NoMoreElements)
            {
                return;
            }

            if (HeaderRules.Keeps(DicomTag.Of(number), whole))
            {
                target.Set(Translate(element, number, whole, depth));
            }

            from.SetElementTag(number + 1);
        }
    }

    private static DicomElement Translate(gdcm.DataElement element, uint number, bool whole, int depth)
    {
        var vr = GdcmTags.VrOf(element, number);
        return vr == DicomVr.SQ
            ? new DicomElement(DicomTag.Of(number), vr) { Items = Items(element, whole, depth) }
            : new DicomElement(DicomTag.Of(number), vr) { Bytes = Bytes(element, whole) };
    }

    private static List<DicomDataset> Items(gdcm.DataElement element, bool whole, int depth)
    {
        var items = new List<DicomDataset>();
        if (depth >= DicomLimits.DeepestNesting)
        {
            return items;
        }

        using var shared = element.GetValueAsSQ();
        var sequence = shared.GetPointer();
        if (sequence is null)
        {
            return items;
        }

        for (uint i = 1; i <= sequence.GetNumberOfItems(); i++)
        {
            using var item = sequence.GetItem(i);
            using var nested = item.GetNestedDataSet();
            var dataset = new DicomDataset();
            Into(dataset, nested, whole, depth + 1);
            items.Add(dataset);
        }

        return items;
    }

    private static ReadOnlyMemory<byte> Bytes(gdcm.DataElement element, bool whole)
    {
        using var value = element.GetByteValue();
        if (value is null)
        {
            return default;
        }

        using var stated = value.GetLength();
        var length = stated.GetValueLength();
        if (length == 0 || !HeaderRules.Holds(length, whole))
        {
            return default;
        }

        var bytes = new byte[length];
        return value.GetBuffer(bytes, length) ? bytes : default;
    }
}
