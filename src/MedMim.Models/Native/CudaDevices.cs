using TorchSharp;

namespace MedMim.Models.Native;

/// <summary>The CUDA devices that this libtorch can use here. TorchSharp numbers them as <c>CUDA_VISIBLE_DEVICES</c> leaves them.</summary>
public static class CudaDevices
{
    /// <summary>Whether this libtorch was built with CUDA.</summary>
    public static bool IsSupported => TorchRuntime.Native.Handle("torch_cuda") != 0;

    /// <summary>How many there are; 0 without a driver, or with a libtorch of processors alone.</summary>
    public static int Count => IsSupported && torch.cuda.is_available() ? torch.cuda.device_count() : 0;
}
