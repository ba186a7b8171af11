using MedMim.Models.Native;
using TorchSharp;

namespace MedMim.Models.Tests.Native;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void Torch_loads_and_says_what_it_is()
    {
        TorchRuntime.Initialize();
        TorchRuntime.Initialize();
        var description = TorchRuntime.Describe();

        Assert.Matches(@"^\d+\.\d+", description.Version);
        Assert.Matches("^(DEFAULT|AVX2|AVX512)", description.CpuCapability);
        Assert.True(description.Threads >= 1);
        Assert.Equal(4, torch.arange(5).sum().item<long>() - 6);
    }

    [Fact]
    public void The_libraries_are_not_copied_into_the_output() =>
        Assert.Empty(Directory.EnumerateFiles(AppContext.BaseDirectory, "libtorch*", SearchOption.AllDirectories));
}
