using System.IO.Compression;

namespace MedMim.Imaging.Formats;

/// <summary>
/// Decompresses gzip, zlib and deflate such that a stream that ends early is an <see cref="InvalidDataException"/>. Without the
/// switch, .NET takes the end of the file for the end of the data. Our programs are built with it (Directory.Build.props),
/// because .NET asks for it only once, whoever decompresses first; here it is set for programs of others.
/// </summary>
internal static class Inflation
{
    static Inflation() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Opens a gzip stream (RFC 1952) over another, which it disposes unless told otherwise.</summary>
    public static Stream Gzip(Stream compressed, bool leaveOpen = false) =>
        new GZipStream(compressed, CompressionMode.Decompress, leaveOpen);

    /// <summary>Opens a zlib stream (RFC 1950) over another, which it disposes.</summary>
    public static Stream Zlib(Stream compressed) => new ZLibStream(compressed, CompressionMode.Decompress);

    /// <summary>Opens a raw deflate stream (RFC 1951) over another, which stays open.</summary>
    public static Stream Deflate(Stream compressed) => new DeflateStream(compressed, CompressionMode.Decompress, leaveOpen: true);
}
