using MedMim.Foundation.Failures;
using MedMim.Models.Native;
using MedMim.Training.Devices;
using TorchSharp;

namespace MedMim.Training.Tests.Devices;

public sealed class ComputeDeviceTests : TorchTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    [InlineData("cuda:12")]
    public void A_name_is_read_and_written_alike(string name)
    {
        Assert.Equal(name, ComputeDevice.Parse(name).ToString());
        Assert.Equal(ComputeDevice.Parse(name), ComputeDevice.Parse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("CPU")]
    [InlineData("cpu:0")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:one")]
    [InlineData("cuda:99999999999")]
    [InlineData("cuda:0:1")]
    public void What_is_no_device_is_bad_input(string name)
    {
        var error = Assert.Throws<InputException>(() => ComputeDevice.Parse(name));
        Assert.Equal(("--device", $"is '{name}'"), (error.Subject, error.Problem));
        Assert.Contains("cuda:N", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_processor_is_always_there_and_auto_takes_a_GPU_where_there_is_one()
    {
        Assert.Equal(DeviceType.CPU, ComputeDevice.Cpu.Open().type);
        Assert.Equal("cpu", ComputeDevice.Cpu.Describe());
        Assert.Equal(CudaDevices.Count > 0 ? DeviceType.CUDA : DeviceType.CPU, ComputeDevice.Auto.Open().type);
        ComputeDevice.Auto.RequirePresent();
        ComputeDevice.Cpu.RequirePresent();
    }

    // On a machine with GPUs too: none has a hundred.
    [Fact]
    public void A_GPU_that_is_not_there_is_bad_input() =>
        Assert.Equal("--device", Assert.Throws<InputException>(ComputeDevice.Parse("cuda:99").RequirePresent).Subject);

    [Theory]
    [InlineData("cuda", 0, false, "no CUDA", "MEDMIM_LIBTORCH")]
    [InlineData("cuda:1", 0, false, "no CUDA", "--device cpu")]
    [InlineData("cuda", 0, true, "no GPU was found", "nvidia-smi")]
    [InlineData("cuda:2", 2, true, "the last of 2 is cuda:1", "begin at 0")]
    public void What_is_missing_is_told_with_its_remedy(string name, int count, bool isSupported, string problem, string remedy)
    {
        var error = Assert.Throws<InputException>(() => ComputeDevice.Parse(name).Require(count, isSupported));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GPU_that_is_there_is_taken()
    {
        ComputeDevice.Parse("cuda").Require(1, isSupported: true);
        ComputeDevice.Parse("cuda:1").Require(2, isSupported: true);
    }

    [Fact]
    public void Where_no_driver_is_nothing_is_told_of_a_device()
    {
        if (CudaDevices.Count == 0)
        {
            Assert.Null(CudaDriver.Name(99));
            Assert.Null(CudaDriver.UsedMemory(99));
            Assert.Null(CudaDriver.FreeMemory(99));
            Assert.Null(CudaDriver.TotalMemory(99));
        }
    }

    [Fact]
    public void A_tensor_is_where_it_was_sent_and_one_of_the_processor_is_not_copied()
    {
        var host = torch.ones(2, 3);
        Assert.Same(host, Upload.To(host, torch.CPU));
        Assert.Equal(DeviceType.META, Upload.To(host, torch.META).device_type);
        Assert.Equal(DeviceType.META, ModelDevice.Of(torch.nn.Linear(2, 3).to(torch.META)).type);
        Assert.Equal(DeviceType.CPU, ModelDevice.Of(torch.nn.ReLU()).type);
    }
}
