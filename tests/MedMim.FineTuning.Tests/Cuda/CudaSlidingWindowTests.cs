using MedMim.FineTuning.Inference;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Training.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests.Cuda;

/// <summary>A real GPU against the processor.</summary>
public sealed class CudaSlidingWindowTests : TorchTests
{
    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void A_gpu_predicts_what_the_processor_does(bool mirror, int models)
    {
        var gpu = Gpu.Require();
        manual_seed(3);
        var patch = new GridSize(32, 32, 32);
        VolumeNetwork[] networks =
            [.. Enumerable.Range(0, models).Select(_ => EncoderPresets.Create("resenc-tiny", 3, deepSupervision: false, patchSize: new Axes(32, 32, 32)))];
        var size = new GridSize(61, 30, 75);
        var volume = MemoryCases.Volume("waves", size, [.. Enumerable.Range(0, (int)size.Count).Select(i => (float)(2 * Math.Sin(i * 0.37)))], null);
        var options = new SlidingWindowOptions { Mirror = mirror, BatchSize = 3 };
        var host = new SlidingWindow(networks, patch, options).Probabilities(volume);

        foreach (var network in networks)
        {
            network.to(gpu);
        }

        var device = new SlidingWindow(networks, patch, options).Probabilities(volume);
        var fallback = new SlidingWindow(networks, patch, options) { WorksOnDevice = false }.Probabilities(volume);

        Assert.Equal(TorchSharp.DeviceType.CUDA, ModelDevice.Of(networks[0]).type);
        Assert.All(new[] { device, fallback }, result =>
        {
            Assert.InRange((result - host).abs().max().ToDouble(), 0, 2e-3);
            Assert.InRange(result.argmax(0).ne(host.argmax(0)).sum().ToInt64(), 0, size.Count / 1000);
        });
    }
}
