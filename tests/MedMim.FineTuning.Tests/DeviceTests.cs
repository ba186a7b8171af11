using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Losses;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Tests;

/// <summary>Tests that change torch's default device, which is everybody's: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(DefaultDevice), DisableParallelization = true)]
public sealed class DefaultDevice;

/// <summary>
/// A tensor that is made without saying where gets the default device. Here that is one without numbers (<c>meta</c>), while the
/// network stays with the processor: as on a GPU, whatever mixes the two fails.
/// </summary>
[Collection(nameof(DefaultDevice))]
public sealed class DeviceTests : TorchTests, IDisposable
{
    private static readonly GridSize Patch = new(16, 16, 16);

    void IDisposable.Dispose()
    {
        set_default_device(CPU);
        Dispose();
    }

    [Theory]
    [InlineData("resenc-tiny")]
    [InlineData("primus-tiny")]
    public void Every_tensor_of_a_step_and_of_a_prediction_is_where_the_network_is_or_on_the_host(string encoder)
    {
        var options = new SegmenterOptions { Encoder = encoder, PatchSize = Patch, Labels = [new(1, "ball")], Training = new() { Steps = 1 } };
        using var network = options.CreateNetwork(deepSupervision: true);
        var source = Blobs.Cases(2, new(20, 18, 17));
        var batches = new SegmentationBatches(options, SegmentationCases.Check(source, [.. source.Cases.Select(c => c.Id)], [], new(options.Labels)));
        set_default_device(META);
        Assert.Equal(TorchSharp.DeviceType.META, zeros(1).device_type);

        var always = new AugmentationOptions
        {
            Spatial = new() { RotationProbability = 1, MirrorProbability = 1 },
            Intensity = new()
            {
                NoiseProbability = 1, BlurProbability = 1, BrightnessProbability = 1, ContrastProbability = 1,
                LowResolutionProbability = 1, GammaProbability = 1, InvertedGammaProbability = 1,
            },
        };
        var (image, label) = new BatchAugmentation(always).Apply(batches.At(0), CPU);
        DeepSupervision.Compute(network.forward(image), label, true).Loss.backward();
        Assert.All(network.parameters(), p => Assert.Equal(TorchSharp.DeviceType.CPU, p.grad?.device_type ?? TorchSharp.DeviceType.CPU));

        foreach (var onDevice in new[] { false, true })
        {
            var window = new SlidingWindow(network, Patch, new() { Mirror = true }) { WorksOnDevice = onDevice };
            Assert.Equal(20 * 18 * 17, window.Classes(source.Load(source.Cases[0].Id)).Length);
        }
    }
}
