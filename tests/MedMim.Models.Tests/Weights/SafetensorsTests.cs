using System.Buffers.Binary;
using System.Text;
using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Weights;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public SafetensorsTests() => TorchRuntime.Initialize();

    private string FilePath => Path.Combine(folder, "weights.safetensors");

    [Fact]
    public void Tensors_of_every_type_come_back_as_they_were()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["f32"] = randn([2, 3]), ["bf16"] = randn([5]).to(ScalarType.BFloat16), ["f16"] = randn([2, 2]).to(ScalarType.Float16),
            ["i64"] = arange(7), ["u8"] = arange(3).to(ScalarType.Byte), ["scalar"] = tensor(1.5f), ["empty"] = zeros([0, 4]),
        };
        SafetensorsWriter.Write(FilePath, tensors, new Dictionary<string, string> { ["b"] = "ü", ["a"] = "1" });

        using var file = SafetensorsFile.Open(FilePath);
        Assert.Equal(["bf16", "empty", "f16", "f32", "i64", "scalar", "u8"], file.Entries.Keys);
        Assert.Equal("ü", file.Metadata["b"]);
        foreach (var (name, expected) in tensors)
        {
            var actual = file.Read(name);
            Assert.Equal(expected.dtype, actual.dtype);
            Assert.Equal(expected.shape, actual.shape);
            Assert.Equal(expected.bytes.ToArray(), actual.bytes.ToArray());
        }
    }

    [Fact]
    public void The_order_of_the_tensors_does_not_change_the_bytes()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (randn([4]), randn([2, 2]));
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        SafetensorsWriter.Write(first, new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b });
        SafetensorsWriter.Write(second, new Dictionary<string, Tensor> { ["b"] = b, ["a"] = a });
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void A_tensor_that_is_not_contiguous_is_written_in_its_own_order()
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["t"] = arange(6).reshape(2, 3).t() });
        using var file = SafetensorsFile.Open(FilePath);
        Assert.Equal(new long[] { 0, 3, 1, 4, 2, 5 }, file.Read("t").data<long>().ToArray());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8)]
    [InlineData("""{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}""", 6)]
    [InlineData("""{"a":{"dtype":"F32"}}""", 0)]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"__metadata__":{"a":1}}""", 0)]
    [InlineData("""[1]""", 0)]
    [InlineData("""{""", 0)]
    public void A_header_that_lies_is_refused(string json, int data)
    {
        WriteRaw((ulong)json.Length, json, data);
        Assert.Equal(FilePath, Assert.Throws<InputException>(() => SafetensorsFile.Open(FilePath)).Subject);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(3UL)]
    public void A_header_length_beyond_the_file_is_refused(ulong length)
    {
        WriteRaw(length, "{}", 0);
        Assert.Throws<InputException>(() => SafetensorsFile.Open(FilePath));
    }

    [Fact]
    public void A_missing_an_empty_and_a_pickled_file_are_refused()
    {
        Assert.Throws<InputException>(() => SafetensorsFile.Open(FilePath));
        File.WriteAllBytes(FilePath, []);
        Assert.Throws<InputException>(() => SafetensorsFile.Open(FilePath));
        File.WriteAllText(FilePath, "PK\u0003\u0004 a PyTorch checkpoint begins like this");
        var error = Assert.Throws<InputException>(() => SafetensorsFile.Open(FilePath));
        Assert.Contains("safetensors", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_is_refused_or_harmless()
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(FilePath, new Dictionary<string, Tensor> { ["a"] = randn([2, 3]), ["b"] = arange(2) });
        var original = File.ReadAllBytes(FilePath);
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[0, original.Length]).Sample(
            (at, value, length) =>
            {
                var bytes = (byte[])original.Clone();
                bytes[at] = value;
                File.WriteAllBytes(FilePath, bytes[..length]);
                try
                {
                    using var file = SafetensorsFile.Open(FilePath);
                    foreach (var name in file.Entries.Keys)
                    {
                        using var tensor = file.Read(name);
                    }
                }
                catch (InputException)
                {
                    // Refused with a reason: as good.
                }
            },
            iter: 300,
            threads: 1);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void WriteRaw(ulong length, string json, int data)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(json) + data];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Encoding.UTF8.GetBytes(json, bytes.AsSpan(8));
        File.WriteAllBytes(FilePath, bytes);
    }
}
