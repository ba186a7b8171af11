using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MedMim.Models.Tests.Weights;

/// <summary>Writes a checkpoint as torch.save does, and checkpoints that it never would.</summary>
internal sealed class CheckpointBuilder
{
    private readonly List<byte> pickle = [];
    private readonly List<(string Name, byte[] Bytes, bool Compressed)> records = [];

    public CheckpointBuilder() => Raw(0x80, 2);

    public CheckpointBuilder Raw(params byte[] bytes)
    {
        pickle.AddRange(bytes);
        return this;
    }

    public CheckpointBuilder Raw(string text) => Raw(Encoding.Latin1.GetBytes(text));

    public CheckpointBuilder Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Raw((byte)'X');
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Raw([.. length, .. bytes]);
    }

    public CheckpointBuilder Number(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw([0x8a, 8, .. bytes]);
    }

    public CheckpointBuilder Global(string module, string name) => Raw($"c{module}\n{name}\n");

    /// <summary>A call of torch._utils._rebuild_tensor_v2 on a storage.</summary>
    public CheckpointBuilder Tensor(
        string key, long[] shape, long[] strides, long offset = 0, long? count = null, string type = "FloatStorage")
    {
        Global("torch._utils", "_rebuild_tensor_v2").Raw("((").Text("storage").Global("torch", type).Text(key).Text("cpu");
        Number(count ?? shape.Aggregate(1L, (a, b) => a * b)).Raw("tQ").Number(offset).Raw("(");
        foreach (var size in shape)
        {
            Number(size);
        }

        Raw("t(");
        foreach (var stride in strides)
        {
            Number(stride);
        }

        return Raw("t").Raw(0x89).Global("collections", "OrderedDict").Raw(")RtR");
    }

    public CheckpointBuilder Record(string name, byte[] bytes, bool compressed = false)
    {
        records.Add((name, bytes, compressed));
        return this;
    }

    public CheckpointBuilder Storage(string key, params float[] values)
    {
        var bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Record("data/" + key, bytes);
    }

    public void Write(string path)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, bytes, compressed) in records.Prepend(("data.pkl", pickle.ToArray(), false)))
        {
            using var stream = zip.CreateEntry(
                "archive/" + name, compressed ? CompressionLevel.SmallestSize : CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
        }
    }
}
