using MedMim.Training.Devices;
using TorchSharp;

namespace MedMim.Training.Tests.Devices;

public sealed class UploadTests : TorchTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(2, (1 << 20) + 3)]
    public void ArraysBecomeTheRowsOfATensor(int count, int length)
    {
        var rows = Enumerable.Range(0, count).Select(r => Enumerable.Range(0, length).Select(i => (float)((r * 7) + (i % 1013))).ToArray()).ToArray();
        var bytes = Array.ConvertAll(rows, r => Array.ConvertAll(r, v => (byte)((int)v % 251)));
        var (floats, small) = (Upload.Rows(rows, torch.CPU), Upload.Rows(bytes, torch.CPU));
        Assert.Equal((torch.ScalarType.Float32, torch.ScalarType.Byte), (floats.dtype, small.dtype));
        Assert.Equal([count, length], floats.shape);
        Assert.Equal(rows.SelectMany(r => r), floats.data<float>().ToArray());
        Assert.Equal(bytes.SelectMany(r => r), small.data<byte>().ToArray());
    }

    [Fact]
    public void ArraysOfOtherLengthsAreRefused() => Assert.Throws<ArgumentException>(() => Upload.Rows<byte>([[1, 2], [3]], torch.CPU));
}
