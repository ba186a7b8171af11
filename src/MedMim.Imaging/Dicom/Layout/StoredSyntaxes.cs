namespace MedMim.Imaging.Dicom.Layout;

/// <summary>The registered transfer syntaxes (DICOM PS3.6 table A-1).</summary>
public static class StoredSyntaxes
{
    private static readonly (string Name, string[] Numbers)[] Unsupported =
    [
        ("encapsulated uncompressed", ["1.98"]),
        ("a retired JPEG process", ["4.52", "4.53", "4.54", "4.55", "4.56", "4.58", "4.59", "4.60", "4.61", "4.62", "4.63",
            "4.64", "4.65", "4.66"]),
        ("JPEG 2000 part 2", ["4.92", "4.93"]),
        ("JPIP, whose pixels are on a server", ["4.94", "4.95", "4.204", "4.205"]),
        ("video", ["4.100", "4.100.1", "4.101", "4.101.1", "4.102", "4.102.1", "4.103", "4.103.1", "4.104", "4.104.1",
            "4.105", "4.105.1", "4.106", "4.106.1", "4.107", "4.108"]),
        ("JPEG XL", ["4.110", "4.111", "4.112"]),
        ("high-throughput JPEG 2000", ["4.201", "4.202", "4.203"]),
        ("video on a network", ["7.1", "7.2", "7.3"]),
        ("deflated frames", ["8.1"]),
    ];

    // After the list above: fields are set in the order of the text.
    private static readonly Dictionary<string, StoredSyntax> Known = All().ToDictionary(s => s.Uid, StringComparer.Ordinal);

    /// <summary>The syntax of a UID, or null where it is not registered.</summary>
    public static StoredSyntax? Find(string uid) => Known.GetValueOrDefault(uid);

    private static IEnumerable<StoredSyntax> All()
    {
        const string root = "1.2.840.10008.1.2";
        yield return new(DicomUids.Implicit, "implicit little endian", PixelCoding.Native) { IsExplicit = false };
        yield return new(DicomUids.Explicit, "explicit little endian", PixelCoding.Native);
        yield return new(DicomUids.Deflated, "deflated", PixelCoding.Native);
        yield return new(DicomUids.BigEndian, "big endian", PixelCoding.Native) { IsBigEndian = true };
        yield return new($"{root}.5", "RLE", PixelCoding.Rle);
        yield return new($"{root}.4.50", "JPEG baseline", PixelCoding.Jpeg);
        yield return new($"{root}.4.51", "JPEG extended", PixelCoding.Jpeg);
        yield return new($"{root}.4.57", "JPEG lossless", PixelCoding.Jpeg);
        yield return new($"{root}.4.70", "JPEG lossless", PixelCoding.Jpeg);
        yield return new($"{root}.4.80", "JPEG-LS", PixelCoding.JpegLs);
        yield return new($"{root}.4.81", "JPEG-LS", PixelCoding.JpegLs);
        yield return new($"{root}.4.90", "JPEG 2000", PixelCoding.Jpeg2000);
        yield return new($"{root}.4.91", "JPEG 2000", PixelCoding.Jpeg2000);
        foreach (var (name, numbers) in Unsupported)
        {
            foreach (var number in numbers)
            {
                yield return new($"{root}.{number}", name, PixelCoding.Unsupported);
            }
        }
    }
}
