using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using MedMim.Training.Memory;
using TorchSharp;

namespace MedMim.Training.Tests.Memory;

public sealed class MemoryFitTests : TorchTests
{
    private const long Gibibyte = 1 << 30;

    private readonly TrainingMemory memory = new("resenc-tiny", 1, false);

    [Fact]
    public void WhatSurelyDoesNotFitIsRefusedWithFiguresAndARemedy()
    {
        var error = Assert.Throws<InputException>(() =>
            MemoryFit.Require(memory, new Axes(256, 256, 256), 2, DeviceType.CPU, 24 * Gibibyte));
        Assert.Matches(
            "^patch_size: is 256×256×256 voxels: resenc-tiny takes at least [0-9]+\\.[0-9] GiB to train on 2 such crops at a time, and this machine has 24\\.0 GiB\\. Choose a smaller patch",
            error.Message);
    }

    [Fact]
    public void WhatMayFitIsNot()
    {
        var patch = new Axes(64, 64, 64);
        MemoryFit.Require(memory, patch, 2, DeviceType.CPU, (long)(0.9 * memory.Estimate(patch, 2)));
        Assert.Throws<InputException>(() =>
            MemoryFit.Require(memory, patch, 2, DeviceType.CPU, (long)(0.8 * memory.Estimate(patch, 2))));
    }

    [Fact]
    public void OfAGpuNothingIsKnown() => MemoryFit.Require(memory, new Axes(512, 512, 512), 2, DeviceType.CUDA, Gibibyte);

    [Fact]
    public void ANetworkThatIsThereCountsAsOneThatIsYetToBeMade()
    {
        using var network = EncoderPresets.Create("resenc-tiny", 1);
        Assert.Equal(
            memory.Estimate(new Axes(32, 32, 32), 2), new TrainingMemory("resenc-tiny", 1, false, network).Estimate(new Axes(32, 32, 32), 2));
    }
}
