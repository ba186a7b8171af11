using MedMim.Models.Native;
using TorchSharp;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>
/// How much memory of a GPU a run took: what was taken of it at most when it was looked at, less what was before. CUDA's context
/// and libtorch's cache are in it, as in nvidia-smi; so is what another process took meanwhile.
/// </summary>
/// <param name="device">The device; of a processor nothing is measured.</param>
internal sealed class DeviceMemoryMeter(torch.Device device)
{
    private const double MiB = 1 << 20;

    private readonly long? before = Used(device);
    private long most;

    /// <summary>The most so far, in MiB; null where the device does not tell.</summary>
    public double? PeakMiB => before is { } start ? Math.Max(0, most - start) / MiB : null;

    /// <summary>Looks: after every step, since libtorch gives no memory back between steps.</summary>
    public void Look() => most = Math.Max(most, Used(device) ?? 0);

    private static long? Used(torch.Device device) => device.type == DeviceType.CUDA ? CudaDriver.UsedMemory(device.index) : null;
}
