using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Models.Weights;
using MedMim.Models.Weights.PyTorch;

namespace MedMim.Models.Tests.Weights;

public sealed class PyTorchFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    public PyTorchFileTests() => TorchRuntime.Initialize();

    private string FilePath => Path.Combine(folder, "weights.pth");

    [Fact]
    public void Tensors_are_read_through_their_strides_and_share_storages()
    {
        Sample().Write(FilePath);
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var file = WeightFile.Open(FilePath);
        Assert.Equal(["a", "at", "last"], file.Tensors.Select(t => t.Name));
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Read("a").data<float>().ToArray());
        Assert.Equal([1f, 4, 2, 5, 3, 6], file.Read("at").data<float>().ToArray());
        Assert.Equal(new long[] { 3, 2 }, file.Read("at").shape);
        Assert.Equal([6f], file.Read("last").data<float>().ToArray());
    }

    [Theory]
    [InlineData("network_weights")]
    [InlineData("state_dict")]
    public void Weights_are_found_in_a_trainers_checkpoint_beside_plain_data(string container)
    {
        var builder = new CheckpointBuilder().Raw("}(").Text("epoch").Number(3).Text("best").Raw((byte)'G', 0x3f, 0xe0, 0, 0, 0, 0, 0, 0)
            .Text("device").Global("torch", "device").Raw("(").Text("cuda").Number(0).Raw("tR")
            .Text("log").Raw("](").Raw(0x88).Raw("N").Raw("(KaK").Raw(7).Raw("te")
            .Text("ema").Global("numpy.core.multiarray", "scalar").Raw("(").Global("numpy", "dtype").Raw("(").Text("f8").Raw(0x89, 0x88).Raw("tR")
            .Raw("(K").Raw(3).Text("<").Raw("NNNJ").Raw(255, 255, 255, 255).Raw("J").Raw(255, 255, 255, 255).Raw("K").Raw(0).Raw("tb")
            .Global("_codecs", "encode").Raw("(").Text("\0\0\0\0\0\0\u00e0?").Text("latin1").Raw("tRtR")
            .Text(container).Global("collections", "OrderedDict").Raw(")R(").Text("w").Tensor("0", [2], [1]).Raw("u}").Text("_metadata").Raw("}sb")
            .Raw("u.").Storage("0", 1, 2);
        builder.Write(FilePath);
        using var file = WeightFile.Open(FilePath);
        Assert.Equal("w", Assert.Single(file.Tensors).Name);
    }

    [Fact]
    public void A_pickle_that_would_run_a_command_is_refused_and_runs_nothing()
    {
        var witness = Path.Combine(folder, "witness");
        foreach (var (module, name) in new[] { ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("torch", "load"), ("subprocess", "Popen") })
        {
            new CheckpointBuilder().Global(module, name).Raw("(").Text($"touch {witness}").Raw("tR.").Write(FilePath);
            var error = Assert.Throws<InputException>(() => WeightFile.Open(FilePath));
            Assert.Contains($"'{module}.{name}'", error.Problem, StringComparison.Ordinal);
            Assert.Equal(FilePath, error.Subject);
        }

        new CheckpointBuilder().Text("os").Text("system").Raw(0x93).Raw("(").Text($"touch {witness}").Raw("tR.").Write(FilePath);
        Assert.Contains("'os.system'", Refusal(), StringComparison.Ordinal);
        Assert.False(File.Exists(witness));
    }

    [Theory]
    [InlineData(0x81, "NEWOBJ")]
    [InlineData('i', "INST")]
    [InlineData('o', "OBJ")]
    [InlineData(0x8f, "EMPTYSET")]
    [InlineData(0x82, "EXT1")]
    [InlineData('I', "INT")]
    [InlineData('P', "PERSID")]
    [InlineData(0x97, "NEXTBUFFER")]
    [InlineData(0xfe, "0xfe")]
    public void Opcodes_that_are_not_plain_data_are_refused_by_name(int opcode, string name)
    {
        new CheckpointBuilder().Raw("}").Raw((byte)opcode).Raw(")R.").Write(FilePath);
        Assert.Contains(name, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_of_what_is_no_name_and_a_change_of_an_object_are_refused()
    {
        new CheckpointBuilder().Text("eval").Raw(")R.").Write(FilePath);
        Assert.Contains("REDUCE", Refusal(), StringComparison.Ordinal);
        new CheckpointBuilder().Global("torch", "FloatStorage").Raw("}b.").Write(FilePath);
        Assert.Contains("BUILD", Refusal(), StringComparison.Ordinal);
        new CheckpointBuilder().Global("torch", "FloatStorage").Raw(")R.").Write(FilePath);
        Assert.Contains("torch.FloatStorage", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 7 }, new long[] { 1 }, 0)]
    [InlineData(new long[] { 2 }, new long[] { 1 }, 5)]
    [InlineData(new long[] { 2 }, new long[] { 6 }, 0)]
    [InlineData(new long[] { 1L << 40 }, new long[] { 0 }, 0)]
    [InlineData(new long[] { 1L << 40, 1L << 40, 1L << 40 }, new long[] { 0, 0, 0 }, 0)]
    [InlineData(new long[] { 2, 4 }, new long[] { 1, 1 }, 0)]
    [InlineData(new long[] { 2 }, new long[] { -1 }, 1)]
    [InlineData(new long[] { -2 }, new long[] { 1 }, 0)]
    [InlineData(new long[] { 2 }, new long[] { long.MaxValue }, 0)]
    [InlineData(new long[] { 2 }, new long[] { 1 }, long.MaxValue)]
    public void Tensors_beyond_their_storage_are_refused(long[] shape, long[] strides, long offset)
    {
        new CheckpointBuilder().Raw("}").Text("a").Tensor("0", shape, strides, offset, count: 6).Raw("s.")
            .Storage("0", 1, 2, 3, 4, 5, 6).Write(FilePath);
        Refusal();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(1L << 60)]
    public void Storages_of_another_length_are_refused(long count)
    {
        new CheckpointBuilder().Raw("}").Text("a").Tensor("0", [1], [1], count: count).Raw("s.").Storage("0", 1, 2, 3, 4, 5, 6).Write(FilePath);
        Assert.Contains("24 bytes", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_that_PyTorch_never_writes_are_refused()
    {
        var weights = new CheckpointBuilder().Raw("}").Text("a").Tensor("0", [1 << 20], [1]).Raw("s.");
        weights.Record("data/0", new byte[4 << 20], compressed: true).Write(FilePath);
        Assert.Contains("compressed", Refusal(), StringComparison.Ordinal);

        new CheckpointBuilder().Raw("}").Text("a").Tensor("1", [1], [1]).Raw("s.").Write(FilePath);
        Assert.Contains("missing", Refusal(), StringComparison.Ordinal);

        Sample().Record("byteorder", "big"u8.ToArray()).Write(FilePath);
        Assert.Contains("little-endian", Refusal(), StringComparison.Ordinal);

        Sample().Record("constants.pkl", []).Write(FilePath);
        Assert.Contains("TorchScript", Refusal(), StringComparison.Ordinal);

        Sample().Storage("0", 1, 2, 3, 4, 5, 6).Write(FilePath);
        Assert.Contains("twice", Refusal(), StringComparison.Ordinal);

        new CheckpointBuilder().Raw("}").Text("model_ema").Raw("}s.").Write(FilePath);
        Assert.Contains("model_ema", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Old_formats_are_refused_with_a_remedy()
    {
        File.WriteAllBytes(FilePath, [0x80, 2, 0x8a, 10, 0x6c, 0xfc]);
        Assert.Contains("weights_only=True", Assert.Throws<InputException>(() => WeightFile.Open(FilePath)).Remedy, StringComparison.Ordinal);
        var tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        File.WriteAllBytes(FilePath, tar);
        Assert.Contains("weights_only=True", Assert.Throws<InputException>(() => WeightFile.Open(FilePath)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_is_refused_or_harmless()
    {
        Sample().Write(FilePath);
        var original = File.ReadAllBytes(FilePath);
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[0, original.Length]).Sample(
            (at, value, length) =>
            {
                var bytes = (byte[])original.Clone();
                bytes[at] = value;
                File.WriteAllBytes(FilePath, bytes[..(at % 2 == 0 ? length : bytes.Length)]);
                try
                {
                    using var file = WeightFile.Open(FilePath);
                    foreach (var tensor in file.Tensors)
                    {
                        file.Read(tensor.Name).Dispose();
                    }
                }
                catch (InputException)
                {
                    // Refused with a reason: as good.
                }
            },
            iter: 1000, threads: 1);
    }

    [Fact]
    public void Any_pickle_is_refused_or_plain_data() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            try
            {
                RestrictedUnpickler.Read(bytes);
            }
            catch (InvalidDataException)
            {
                // Refused with a reason: as good.
            }
        },
        iter: 20_000, threads: 1);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static CheckpointBuilder Sample() => new CheckpointBuilder().Raw("}(")
        .Text("a").Tensor("0", [2, 3], [3, 1]).Text("at").Tensor("0", [3, 2], [1, 3]).Text("last").Tensor("0", [1], [1], 5, 6).Raw("u.")
        .Storage("0", 1, 2, 3, 4, 5, 6);

    private string Refusal() => Assert.Throws<InputException>(() => WeightFile.Open(FilePath)).Problem;
}
