using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using TorchSharp;

namespace MedMim.Training.Checkpoints;

/// <summary>Named tensors in the safetensors layout: header length (8 bytes), JSON header, data in the header's order.</summary>
internal static class TensorFile
{
    /// <summary>Writes tensors in the dictionary's order.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        var header = new JsonObject();
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            var end = offset + (tensor.numel() * tensor.element_size());
            header[name] = new JsonObject
            {
                ["dtype"] = TypeName(tensor.dtype),
                ["shape"] = new JsonArray([.. tensor.shape.Select(d => JsonValue.Create(d))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        stream.Write(length);
        stream.Write(json);
        foreach (var tensor in tensors.Values)
        {
            using var scope = torch.NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Reads a file that <see cref="Write"/> made and that was checked by its digest into live tensors of equal shapes.</summary>
    public static void ReadInto(string path, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        using var stream = File.OpenRead(path);
        Span<byte> length = stackalloc byte[8];
        stream.ReadExactly(length);
        stream.Seek(BinaryPrimitives.ReadInt64LittleEndian(length), SeekOrigin.Current);
        using var noGrad = torch.no_grad();
        foreach (var tensor in tensors.Values)
        {
            using var scope = torch.NewDisposeScope();
            var bytes = new byte[tensor.numel() * tensor.element_size()];
            stream.ReadExactly(bytes);
            var read = torch.empty(tensor.shape, tensor.dtype);
            read.bytes = bytes;
            tensor.copy_(read);
        }
    }

    private static string TypeName(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Float32 => "F32",
        torch.ScalarType.Float64 => "F64",
        torch.ScalarType.BFloat16 => "BF16",
        torch.ScalarType.Int64 => "I64",
        torch.ScalarType.Bool => "BOOL",
        _ => throw new NotSupportedException($"A checkpoint cannot hold {type}."),
    };
}
