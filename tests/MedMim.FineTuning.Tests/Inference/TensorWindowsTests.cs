using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Inference;

/// <summary>Windows cut where the networks lie, on the processor here, against those that the host cuts.</summary>
public sealed class TensorWindowsTests : TorchTests
{
    private static readonly GridSize Patch = new(8, 6, 10);

    [Fact]
    public void Windows_are_the_hosts_bit_for_bit() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 14], Gen.Int[1, 22], Gen.Int[1, 5], Gen.Int[1, 3], Gen.Double[0.2, 1]).Sample(
            (z, y, x, batch, channels, step) =>
            {
                using var scope = NewDisposeScope();
                var volume = new MemorySlices(Noise(new(z, y, x), channels));
                var shape = new SumsShape(2, new(z, y, x), Patch, PlacedWindow.All(new(z, y, x), Patch, step), batch, 1);
                using var windows = new TensorWindows(volume, Patch, shape.Depth, CPU);
                var reader = new WindowReader(volume, Patch);
                foreach (var part in shape.Windows.Chunk(batch))
                {
                    Assert.True(windows.Batch(part).eq(reader.Batch(part)).all().ToBoolean());
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void A_voxel_that_is_no_number_is_refused()
    {
        var volume = Noise(new(20, 6, 10), 2);
        var other = volume.Others[0].ToArray();
        other[700] = float.NaN;
        var window = new SlidingWindow(new FixedNetwork(2, x => x, channels: 2), Patch) { WorksOnDevice = true };

        Assert.Throws<InputException>(() => window.Classes(volume with { Others = [other] }));
    }

    private static PreparedVolume Noise(GridSize size, int channels)
    {
        var random = new Foundation.Randomness.RandomStream(new(5, "test.windows", Sample: (int)size.Count));
        return MemoryCases.Volume("noise", size, Channel(), null) with
        {
            Others = [.. Enumerable.Range(1, channels - 1).Select(_ => (ReadOnlyMemory<float>)Channel())],
        };

        float[] Channel() => [.. Enumerable.Range(0, (int)size.Count).Select(_ => (float)random.NextGaussian())];
    }
}
