using System.Buffers.Binary;
using System.Text;

namespace MedMim.Bench;

/// <summary>
/// Made-up CT series as DICOM files (explicit little endian, uncompressed): what a hospital's archive costs in files,
/// without its pixels.
/// </summary>
internal static class MadeArchive
{
    /// <param name="folder">Where to; a folder a series is made in it.</param>
    /// <param name="files">How many files.</param>
    /// <param name="slices">Slices a series.</param>
    /// <param name="edge">Rows and columns.</param>
    public static void Write(string folder, int files, int slices, int edge)
    {
        var pixels = new byte[2 * edge * edge];
        for (var i = 0; i < files; i++)
        {
            var (series, slice) = (i / slices, i % slices);
            var path = Path.Combine(folder, $"{series / 100:000}", $"{series:00000}");
            if (slice == 0)
            {
                Directory.CreateDirectory(path);
            }

            Fill(pixels, edge, series, slice);
            File.WriteAllBytes(Path.Combine(path, $"{slice:00000}.dcm"), Slice(series, slice, edge, pixels));
        }
    }

    // Air around a body, and something that differs from series to series, so that no two are copies.
    private static void Fill(byte[] pixels, int edge, int series, int slice)
    {
        for (var i = 0; i < edge * edge; i++)
        {
            var (y, x) = (i / edge, i % edge);
            var inside = y > edge / 4 && y < edge * 3 / 4 && x > edge / 4 && x < edge * 3 / 4;
            var value = inside ? (short)(((i * 7) + (series * 13) + slice) % 90) : (short)-1000;
            BinaryPrimitives.WriteInt16LittleEndian(pixels.AsSpan(2 * i), value);
        }
    }

    private static byte[] Slice(int series, int slice, int edge, byte[] pixels)
    {
        var meta = new MemoryStream();
        Text(meta, 0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.2");
        Text(meta, 0x0002, 0x0003, "UI", $"2.25.1.{series}.{slice}");
        Text(meta, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        var file = new MemoryStream(pixels.Length + 1024);
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        Short(file, 0x0002, 0x0000, "UL", BitConverter.GetBytes((uint)meta.Length));
        meta.WriteTo(file);
        Text(file, 0x0008, 0x0008, "CS", @"ORIGINAL\PRIMARY\AXIAL");
        Text(file, 0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
        Text(file, 0x0008, 0x0018, "UI", $"2.25.1.{series}.{slice}");
        Text(file, 0x0008, 0x0060, "CS", "CT");
        Text(file, 0x0008, 0x0070, "LO", "MADE UP");
        Text(file, 0x0010, 0x0020, "LO", $"patient {series / 4}");
        Text(file, 0x0018, 0x0050, "DS", "2");
        Text(file, 0x0020, 0x000D, "UI", $"2.25.2.{series / 2}");
        Text(file, 0x0020, 0x000E, "UI", $"2.25.3.{series}");
        Text(file, 0x0020, 0x0013, "IS", $"{slice + 1}");
        Text(file, 0x0020, 0x0032, "DS", $@"0\0\{slice * 2}");
        Text(file, 0x0020, 0x0037, "DS", @"1\0\0\0\1\0");
        Text(file, 0x0020, 0x0052, "UI", $"2.25.4.{series}");
        Number(file, 0x0028, 0x0002, 1);
        Text(file, 0x0028, 0x0004, "CS", "MONOCHROME2");
        Number(file, 0x0028, 0x0010, edge);
        Number(file, 0x0028, 0x0011, edge);
        Text(file, 0x0028, 0x0030, "DS", @"1\1");
        Number(file, 0x0028, 0x0100, 16);
        Number(file, 0x0028, 0x0101, 16);
        Number(file, 0x0028, 0x0102, 15);
        Number(file, 0x0028, 0x0103, 1);
        Head(file, 0x7FE0, 0x0010, "OW");
        file.Write(new byte[2]);
        file.Write(BitConverter.GetBytes((uint)pixels.Length));
        file.Write(pixels);
        return file.ToArray();
    }

    private static void Text(MemoryStream file, ushort group, ushort element, string vr, string value) => Short(
        file, group, element, vr, Encoding.ASCII.GetBytes(value.Length % 2 == 0 ? value : value + (vr == "UI" ? '\0' : ' ')));

    private static void Number(MemoryStream file, ushort group, ushort element, int value) =>
        Short(file, group, element, "US", BitConverter.GetBytes((ushort)value));

    private static void Short(MemoryStream file, ushort group, ushort element, string vr, byte[] value)
    {
        Head(file, group, element, vr);
        file.Write(BitConverter.GetBytes((ushort)value.Length));
        file.Write(value);
    }

    private static void Head(MemoryStream file, ushort group, ushort element, string vr)
    {
        file.Write(BitConverter.GetBytes(group));
        file.Write(BitConverter.GetBytes(element));
        file.Write(Encoding.ASCII.GetBytes(vr));
    }
}
