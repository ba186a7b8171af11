using System.Runtime.InteropServices;
using MedMim.Models.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Inference;

/// <summary>
/// Decides whether a device has room for something large. libtorch gives no memory back, so what was granted once is there
/// again although the driver counts it as taken.
/// </summary>
internal sealed class DeviceRoom
{
    // For what the networks take beyond their first batch, and for others on the same GPU.
    private const long Reserve = 2L << 30;

    private long granted;

    /// <summary>Makes something on the device, or null where its memory is too small.</summary>
    /// <typeparam name="T">What is made.</typeparam>
    /// <param name="device">The device; only a GPU's memory is asked for.</param>
    /// <param name="bytes">How much it holds.</param>
    /// <param name="spare">How much must remain beside the reserve.</param>
    /// <param name="make">Allocates it.</param>
    public T? Make<T>(Device device, long bytes, long spare, Func<T> make)
        where T : class
    {
        if (device.type == DeviceType.CUDA && !Fits(CudaDriver.FreeMemory(device.index), bytes, spare))
        {
            return null;
        }

        try
        {
            var made = make();
            granted = Math.Max(granted, bytes);
            return made;
        }
        catch (ExternalException e) when (e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
    }

    /// <summary>Whether so much memory is enough; not where the driver does not say.</summary>
    internal bool Fits(long? free, long bytes, long spare) => free + granted - Reserve - spare >= bytes;
}
