using System.Collections.Concurrent;
using System.Text;

namespace MedMim.Imaging.Dicom.Text;

/// <summary>Turns the bytes of a text value into characters as Specific Character Set (0008,0005) says (DICOM PS3.5 6.1).</summary>
internal sealed class SpecificCharacterSet
{
    private const int MostKnown = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly ConcurrentDictionary<string, SpecificCharacterSet> Known = new(StringComparer.Ordinal);

    private readonly CodeSet? _first;
    private readonly bool _hasExtensions;

    private SpecificCharacterSet(string declared)
    {
        var terms = declared.Split('\\', StringSplitOptions.TrimEntries);
        _first = CodeSet.Named(terms[0]);
        _hasExtensions = terms.Length > 1 || terms[0].StartsWith("ISO 2022", StringComparison.Ordinal);
    }

    /// <summary>The set of a value of (0008,0005); empty where it is missing.</summary>
    public static SpecificCharacterSet Of(string declared) =>
        Known.TryGetValue(declared, out var known) ? known
        : Known.Count < MostKnown ? Known.GetOrAdd(declared, d => new(d))
        : new(declared);

    /// <summary>The characters of a value. Bytes that are none in the set become replacement characters.</summary>
    public string Decode(ReadOnlySpan<byte> bytes, DicomVr vr)
    {
        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) && !bytes.Contains(Iso2022Text.Escape))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        return _first switch
        {
            { Place: CodePlace.Whole } => _first.Encoding.GetString(bytes),
            _ when _hasExtensions || bytes.Contains(Iso2022Text.Escape) => Iso2022Text.Decode(bytes, _first, vr == DicomVr.PN),
            null or { CodePage: 28591 } => Guess(bytes),
            _ => _first.Encoding.GetString(bytes),
        };
    }

    // Files often state nothing, or Latin-1 because a template did, and hold UTF-8. Text with bytes from 0x80 on that is
    // valid UTF-8 is almost never Latin-1: it would be letters each followed by a symbol.
    private static string Guess(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
