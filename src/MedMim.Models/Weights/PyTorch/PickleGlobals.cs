using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>
/// What a pickle may call for: a fixed list of names, each answered by a few lines here that make plain data of plain data.
/// Nothing is looked up, imported or run.
/// </summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, ScalarType> Storages = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.DoubleStorage"] = ScalarType.Float64,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.IntStorage"] = ScalarType.Int32,
        ["torch.ShortStorage"] = ScalarType.Int16,
        ["torch.CharStorage"] = ScalarType.Int8,
        ["torch.ByteStorage"] = ScalarType.Byte,
        ["torch.BoolStorage"] = ScalarType.Bool,
    };

    private static readonly Dictionary<string, Func<object?[], object?>> Calls = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = Dictionary,
        ["torch._utils._rebuild_tensor_v2"] = Tensor,
        ["torch._utils._rebuild_parameter"] = a => a is [PickleTensor tensor, ..] ? tensor : throw Unexpected("_rebuild_parameter"),
        ["torch.Size"] = a => a is [object?[] sizes] ? sizes : throw Unexpected("torch.Size"),
        ["torch.device"] = a => a.All(p => p is string or long) ? string.Join(':', a) : throw Unexpected("torch.device"),
        // How Python 3 writes bytes in protocol 2.
        ["_codecs.encode"] = a => a is [string text, "latin1" or "latin-1"] ? Encoding.Latin1.GetBytes(text) : throw Unexpected("_codecs.encode"),
        ["numpy.dtype"] = a => a is [string code, ..] ? new PickleNumberType(code) : throw Unexpected("numpy.dtype"),
        ["numpy.core.multiarray.scalar"] = Scalar,
        ["numpy._core.multiarray.scalar"] = Scalar,
    };

    /// <summary>A name of the list.</summary>
    /// <exception cref="InvalidDataException">It is not in the list: the pickle is refused.</exception>
    public static PickleGlobal Find(string module, string name)
    {
        var full = $"{module}.{name}";
        return Calls.ContainsKey(full) || Storages.ContainsKey(full)
            ? new(full)
            : throw new InvalidDataException($"it asks for '{PickleText.Printable(full)}', which is not plain data and is not run");
    }

    /// <summary>Answers a call of a name of the list.</summary>
    public static object? Call(PickleGlobal global, object?[] arguments) =>
        Calls.TryGetValue(global.Name, out var call) ? call(arguments) : throw Unexpected(global.Name);

    /// <summary>What a persistent reference stands for: <c>('storage', type, key, location, elements)</c>.</summary>
    public static PickleStorage Storage(object? reference) =>
        reference is object?[] and ["storage", PickleGlobal type, string key, string, long count]
        && Storages.TryGetValue(type.Name, out var element) && count >= 0
            ? new(element, key, count)
            : throw Unexpected("a storage");

    private static PickleDict Dictionary(object?[] arguments)
    {
        var dictionary = new PickleDict();
        foreach (var item in arguments is [] ? [] : arguments is [List<object?> items] ? items : throw Unexpected("OrderedDict"))
        {
            dictionary.Items.Add(item is object?[] and [var key, var value] ? new(key, value)
                : item is List<object?> and [var first, var second] ? new(first, second) : throw Unexpected("OrderedDict"));
        }

        return dictionary;
    }

    private static PickleTensor Tensor(object?[] arguments)
    {
        if (arguments is not [PickleStorage storage, long offset, object?[] shape, object?[] strides, ..]
            || shape.Length != strides.Length || shape.Length > 8 || offset < 0
            || !shape.All(s => s is long and >= 0) || !strides.All(s => s is long and >= 0))
        {
            throw Unexpected("a tensor");
        }

        var (sizes, steps) = (shape.Cast<long>().ToArray(), strides.Cast<long>().ToArray());
        var elements = sizes.Aggregate(BigInteger.One, (product, s) => product * s);
        var last = offset + sizes.Zip(steps).Aggregate(BigInteger.Zero, (sum, p) => sum + (new BigInteger(p.First - 1) * p.Second));
        if (elements > storage.Count || (elements > 0 && last >= storage.Count))
        {
            throw new InvalidDataException("a tensor reaches beyond its storage, or overlaps itself");
        }

        return new(storage, offset, sizes, steps);
    }

    private static object Scalar(object?[] arguments) => arguments is [PickleNumberType type, byte[] bytes]
        ? (type.Code, bytes.Length) switch
        {
            ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ("f2", 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            ("i8" or "u8", 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ("u4", 4) => (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            ("i2", 2) => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ("i1" or "u1", 1) => (long)bytes[0],
            ("b1", 1) => bytes[0] != 0,
            _ => throw Unexpected("a NumPy number"),
        }
        : throw Unexpected("a NumPy number");

    private static InvalidDataException Unexpected(string what) => new($"{what} is not written as PyTorch writes it");
}
