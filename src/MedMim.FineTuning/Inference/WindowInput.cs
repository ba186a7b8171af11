using MedMim.Datasets.Preparation;
using MedMim.Training.Devices;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>Brings windows to the networks: cut on their device where that is a GPU with room for slices, else on the host.</summary>
internal sealed class WindowInput : IDisposable
{
    // What must be free for the networks beside the slices, which are small.
    private const long Spare = 2L << 30;

    private readonly Device device;
    private readonly TensorWindows? onDevice;
    private readonly WindowReader? onHost;

    /// <param name="volume">The volume.</param>
    /// <param name="shape">What its windows are summed to.</param>
    /// <param name="device">Where the networks lie.</param>
    /// <param name="cutsOnDevice">Whether windows are cut there.</param>
    public WindowInput(IPreparedSlices volume, SumsShape shape, Device device, bool cutsOnDevice)
    {
        this.device = device;
        onDevice = cutsOnDevice
            ? new DeviceRoom().Make(
                device, TensorWindows.Bytes(volume, shape.Depth), Spare, () => new TensorWindows(volume, shape.Patch, shape.Depth, device))
            : null;
        onHost = onDevice is null ? new WindowReader(volume, shape.Patch) : null;
    }

    /// <summary>Windows as a batch, [n, c, d, h, w], where the networks lie; the caller disposes it.</summary>
    /// <exception cref="Foundation.Failures.InputException">A voxel is not a finite number.</exception>
    public Tensor Batch(ReadOnlySpan<PlacedWindow> windows)
    {
        using var scope = NewDisposeScope();
        return (onDevice?.Batch(windows) ?? Upload.To(onHost!.Batch(windows), device)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => onDevice?.Dispose();
}
