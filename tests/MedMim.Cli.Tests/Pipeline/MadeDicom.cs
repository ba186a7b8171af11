using System.Text;

namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Small CT slices in explicit little endian, written by the test itself, with a name wherever one fits.</summary>
internal static class MadeDicom
{
    public static void Write(
        string path, string canary, string instance = "1.2.3.4.5", int? z = null, string series = "1.2.3.4.4",
        string? date = "20200229")
    {
        using var file = new MemoryStream();
        file.Write(Encoding.ASCII.GetBytes(canary.PadRight(128)[..128]));
        file.Write("DICM"u8);
        Text(file, 0x0002, 0x0003, "UI", instance);
        Text(file, 0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        Text(file, 0x0002, 0x0016, "AE", canary);
        Text(file, 0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL");
        Text(file, 0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
        Text(file, 0x0008, 0x0018, "UI", instance);
        if (date is not null)
        {
            Text(file, 0x0008, 0x0020, "DA", date);
        }

        Text(file, 0x0008, 0x0060, "CS", "CT");
        Text(file, 0x0008, 0x0070, "LO", canary);
        Text(file, 0x0008, 0x1030, "LO", $"CT chest {canary}");
        Text(file, 0x0009, 0x0010, "LO", canary);
        Text(file, 0x0009, 0x1001, "LO", canary);
        Text(file, 0x0010, 0x0010, "PN", $"{canary}^Jane");
        Text(file, 0x0010, 0x0020, "LO", "QX4711QX");
        Text(file, 0x0010, 0x4000, "LT", canary);
        Text(file, 0x0018, 0x1030, "LO", canary);
        Text(file, 0x0018, 0x1210, "SH", canary);
        Text(file, 0x0020, 0x000D, "UI", "1.2.3.4");
        Text(file, 0x0020, 0x000E, "UI", series);
        if (z is { } place)
        {
            Text(file, 0x0020, 0x0032, "DS", $"0\\0\\{place}");
            Text(file, 0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
        }

        Text(file, 0x0020, 0x4000, "LT", canary);
        foreach (var (element, value) in new (ushort, byte)[] { (0x0002, 1), (0x0010, 4), (0x0011, 4), (0x0100, 8), (0x0101, 8), (0x0102, 7), (0x0103, 0) })
        {
            if (element == 0x0100)
            {
                Text(file, 0x0028, 0x0030, "DS", "1\\1");
            }

            Element(file, 0x0028, element, "US", [value, 0]);
        }

        Head(file, 0x7FE0, 0x0010);
        file.Write("OB\0\0"u8);
        file.Write(BitConverter.GetBytes(16));
        file.Write(new byte[16]);
        file.Write(Encoding.ASCII.GetBytes(canary)); // Behind the data set.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.ToArray());
    }

    private static void Text(MemoryStream file, ushort group, ushort element, string vr, string text) =>
        Element(file, group, element, vr, Encoding.ASCII.GetBytes(text + (text.Length % 2 == 0 ? "" : vr == "UI" ? "\0" : " ")));

    private static void Element(MemoryStream file, ushort group, ushort element, string vr, byte[] value)
    {
        Head(file, group, element);
        file.Write(Encoding.ASCII.GetBytes(vr));
        file.Write(BitConverter.GetBytes((ushort)value.Length));
        file.Write(value);
    }

    private static void Head(MemoryStream file, ushort group, ushort element)
    {
        file.Write(BitConverter.GetBytes(group));
        file.Write(BitConverter.GetBytes(element));
    }
}
