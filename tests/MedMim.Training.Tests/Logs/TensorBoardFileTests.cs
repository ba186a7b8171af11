using System.Text;
using MedMim.Training.Logs;

namespace MedMim.Training.Tests.Logs;

public sealed class TensorBoardFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.File(TensorBoardFile.Name);

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xE3069283u)] // the check value of CRC-32C
    [InlineData("a", 0xC1D04330u)]
    public void TheChecksumIsCastagnolis(string text, uint expected) =>
        Assert.Equal(expected, MaskedCrc.Plain(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void AnEventIsTheBytesThatTensorFlowWrites()
    {
        // Made by hand from event.proto: 09 wall_time, 10 step, 2A summary { 0A value { 0A tag, 15 simple_value } }.
        byte[] expected =
        [
            0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 0xAC, 0x02,
            0x2A, 0x0D, 0x0A, 0x0B, 0x0A, 0x04, (byte)'l', (byte)'o', (byte)'s', (byte)'s', 0x15, 0, 0, 0, 0x3F,
        ];

        Assert.Equal(expected, TensorBoardEvent.Scalars(1, 300, [new("loss", 0.5)]));
        Assert.Equal(300, TensorBoardEvent.StepOf(expected));
        Assert.Equal(0, TensorBoardEvent.StepOf(TensorBoardEvent.Version(1)));
    }

    [Fact]
    public void AResumedFileHasNoPointTwice()
    {
        Write(0, 0, 10);
        var whole = File.ReadAllBytes(Path);

        Write(4, 4, 10);

        Assert.Equal(whole, File.ReadAllBytes(Path));
        Write(0, 0, 10);
        Assert.Equal(whole, File.ReadAllBytes(Path));
    }

    [Fact]
    public void ATornOrDamagedRecordEndsTheFile()
    {
        Write(0, 0, 3);
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            Write(99, 0, 0);
            Assert.True(File.ReadAllBytes(Path).AsSpan().SequenceEqual(whole.AsSpan(0, (int)new FileInfo(Path).Length)));
        }

        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(Path, damaged);
            Write(99, 0, 0);
            Assert.True(new FileInfo(Path).Length < whole.Length);
        }
    }

    public void Dispose() => folder.Dispose();

    private void Write(long open, long from, long to)
    {
        using var file = new TensorBoardFile(Path, open, new Clock());
        for (var step = from; step < to; step++)
        {
            file.Append(step, [new("loss", 1.0 / (step + 1)), new("rate", double.NaN)]);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(5);
    }
}
