using TorchSharp;

namespace MedMim.Training.Devices;

/// <summary>Brings to a device what was made in the processor's memory.</summary>
public static class Upload
{
    /// <summary>
    /// The tensor on the device. A GPU is handed page-locked memory and copies by itself, while this thread goes on; what is
    /// computed on the GPU next waits for it.
    /// </summary>
    /// <param name="host">A tensor in the processor's memory, contiguous. Small types (masks as bytes) are best widened on the device.</param>
    /// <param name="device">The device.</param>
    public static torch.Tensor To(torch.Tensor host, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(device);
        return device.type switch
        {
            DeviceType.CPU => host,
            DeviceType.CUDA => host.pin_memory().to(device, non_blocking: true),
            _ => host.to(device),
        };
    }
}
