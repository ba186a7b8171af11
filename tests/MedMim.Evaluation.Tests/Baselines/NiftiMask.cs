using System.Buffers.Binary;
using System.IO.Compression;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Baselines;

/// <summary>Just enough NIfTI-1 for an 8-bit mask, so that these tests need no native library.</summary>
internal static class NiftiMask
{
    public static Volume<byte> Read(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        var bytes = memory.ToArray();
        int Dimension(int i) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(40 + (2 * i)));
        float Spacing(int i) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(76 + (4 * i)));
        var offset = Math.Max(352, (int)BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(108)));
        Assert.Equal(2, BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(70)));
        var size = new GridSize(Dimension(3), Dimension(2), Dimension(1));
        var geometry = VolumeGeometry.Identity(size, new(Spacing(1), Spacing(2), Spacing(3)));
        return new(geometry, bytes.AsSpan(offset, (int)size.Count).ToArray());
    }
}
