using System.Text;

namespace MedMim.Imaging.Dicom;

/// <summary>Data sets as bytes, for the pipe to a worker process. Not a storage format.</summary>
public static class DatasetCodec
{
    /// <summary>Writes a data set.</summary>
    public static void Write(Stream stream, DicomDataset dataset)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        Write(writer, dataset);
    }

    /// <summary>Reads what <see cref="Write(Stream, DicomDataset)"/> wrote.</summary>
    public static DicomDataset Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return Read(reader);
    }

    private static void Write(BinaryWriter writer, DicomDataset dataset)
    {
        writer.Write(dataset.Count);
        foreach (var element in dataset)
        {
            writer.Write(element.Tag.Number);
            writer.Write((byte)element.Vr);
            writer.Write(element.Bytes.Length);
            writer.Write(element.Bytes.Span);
            writer.Write(element.Items.Count);
            foreach (var item in element.Items)
            {
                Write(writer, item);
            }
        }
    }

    private static DicomDataset Read(BinaryReader reader)
    {
        var dataset = new DicomDataset();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var tag = DicomTag.Of(reader.ReadUInt32());
            var vr = (DicomVr)reader.ReadByte();
            var bytes = reader.ReadBytes(reader.ReadInt32());
            var items = new DicomDataset[reader.ReadInt32()];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = Read(reader);
            }

            dataset.Set(new DicomElement(tag, vr) { Bytes = bytes, Items = items });
        }

        return dataset;
    }
}
