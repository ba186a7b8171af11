using System.IO.Compression;

namespace MedMim.Imaging.Tests.Dicom.Contract;

/// <summary>Bytes under the compressions of files.</summary>
internal static class Compressed
{
    public static byte[] Gzip(byte[] bytes) => Through(bytes, target => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true));

    public static byte[] Deflate(byte[] bytes) => Through(bytes, target => new DeflateStream(target, CompressionLevel.Optimal, leaveOpen: true));

    private static byte[] Through(byte[] bytes, Func<Stream, Stream> compress)
    {
        using var target = new MemoryStream();
        using (var stream = compress(target))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }
}
