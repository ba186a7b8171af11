using MedMim.Models.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace MedMim.Models.Tests.Cuda;

/// <summary>What is known of a GPU.</summary>
public sealed class CudaDeviceTests : TorchTests
{
    [Fact]
    public void It_has_a_name_and_its_memory_is_counted()
    {
        var gpu = Gpu.Require();
        Assert.NotEmpty(CudaDriver.Name(0)!);
        Assert.Null(CudaDriver.Name(CudaDevices.Count));
        using var first = zeros(1, device: gpu);
        var before = CudaDriver.UsedMemory(0)!.Value;
        using var volume = zeros(1L << 28, ScalarType.Byte, gpu);
        cuda.synchronize(gpu);
        Assert.InRange(CudaDriver.UsedMemory(0)!.Value - before, 1L << 28, 1L << 29);
    }

    [Fact]
    public void Autocast_of_the_GPU_is_not_that_of_the_processor()
    {
        var gpu = Gpu.Require();
        var layer = nn.Linear(8, 4).to(gpu);
        var x = randn([2, 8], device: gpu);
        using (Autocast.BFloat16(TorchSharp.DeviceType.CUDA))
        {
            Assert.False(Autocast.IsEnabled());
            Assert.True(Autocast.IsEnabled(TorchSharp.DeviceType.CUDA));
            Assert.Equal(ScalarType.BFloat16, layer.forward(x).dtype);
            using (Autocast.Off(TorchSharp.DeviceType.CUDA))
            {
                Assert.Equal(ScalarType.Float32, layer.forward(x).dtype);
            }
        }

        Assert.Equal(ScalarType.Float32, layer.forward(x).dtype);
    }
}
