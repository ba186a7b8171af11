using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Elements;

/// <summary>
/// Takes DICOM files apart: with or without preamble and meta information, every encoding of data elements (DICOM PS3.5
/// A.1 to A.5), gzip-ed or not. Compressed pixels stay as they are.
/// </summary>
internal static class ElementFileReader
{
    private const long LargestUnfolded = 1L << 30;
    private const string BigEndianGe = "1.2.840.113619.5.2";
    private static readonly DicomTag TransferSyntax = new(0x0002, 0x0010);

    /// <param name="file">A seekable stream at its beginning.</param>
    /// <exception cref="RefusedException">It is no DICOM file, truncated, broken, or in an encoding that is not known.</exception>
    public static ElementFile Read(Stream file)
    {
        var start = new byte[132];
        var count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (count > 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            file.Position = 0;
            return Read(Unfold(Inflation.Gzip(file, leaveOpen: true), 0));
        }

        var hasPreamble = count == 132 && start.AsSpan(128).SequenceEqual("DICM"u8);
        file.Position = hasPreamble ? 132 : 0;
        if (!hasPreamble && !IsElement(start.AsSpan(0, count)))
        {
            throw Refuse(RefusalCodes.NotAScan, "It is no DICOM file.");
        }

        var meta = new ElementReader(file, ElementEncoding.ExplicitLittleEndian).ReadMeta();
        var syntax = meta.Text(TransferSyntax);
        if (syntax.Length == 0)
        {
            var guess = Guess(file);
            return Whole(file, guess, guess.BigEndian ? DicomUids.BigEndian
                : guess.ExplicitVr ? "1.2.840.10008.1.2.1" : DicomUids.Implicit, meta);
        }

        return syntax switch
        {
            DicomUids.Implicit => Whole(file, ElementEncoding.ImplicitLittleEndian, syntax, meta),
            DicomUids.BigEndian => Whole(file, new(true, true), syntax, meta),
            DicomUids.Deflated => Whole(
                Unfold(Inflation.Deflate(file), 0),
                ElementEncoding.ExplicitLittleEndian, syntax, meta),
            BigEndianGe => throw Refuse(RefusalCodes.Unsupported, "A maker's own transfer syntax."),
            _ => Whole(file, ElementEncoding.ExplicitLittleEndian, syntax, meta),
        };
    }

    private static ElementFile Whole(Stream body, ElementEncoding encoding, string syntax, ElementSet meta) =>
        new(body, syntax, encoding, meta, new ElementReader(body, encoding).ReadDataset());

    private static bool IsElement(ReadOnlySpan<byte> start) =>
        start.Length >= 16 && ((start[0] is 0x02 or 0x08 && start[1] == 0 && start[3] == 0)
            || (start[0] == 0 && start[1] is 0x02 or 0x08 && start[2] == 0));

    // Old files do not say how they are encoded; their first element does.
    private static ElementEncoding Guess(Stream file)
    {
        var at = file.Position;
        Span<byte> head = stackalloc byte[8];
        if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
        {
            throw Refuse(RefusalCodes.Truncated, "The file ends before its header says it does.");
        }

        file.Position = at;
        return new ElementEncoding(Representations.Of(head[4], head[5]) is not null, head[0] == 0 && head[1] != 0);
    }

    private static MemoryStream Unfold(Stream packed, long start)
    {
        var plain = new MemoryStream();
        try
        {
            var buffer = new byte[1 << 16];
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                plain.Write(buffer, 0, read);
                if (plain.Length > LargestUnfolded)
                {
                    throw Refuse(RefusalCodes.Unsupported, "Unpacked, it is larger than 1 GiB.");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Refuse(RefusalCodes.Truncated, "Its compressed part is damaged or cut off.");
        }
        finally
        {
            packed.Dispose();
        }

        plain.Position = start;
        return plain;
    }

    private static RefusedException Refuse(string code, string reason) => new(new(code, reason));
}
