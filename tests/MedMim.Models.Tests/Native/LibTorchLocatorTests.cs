using MedMim.Foundation.Failures;
using MedMim.Models.Native;

namespace MedMim.Models.Tests.Native;

public sealed class LibTorchLocatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("medmim-").FullName;

    [Theory]
    [InlineData("")]
    [InlineData("lib")]
    [InlineData("torch/lib")]
    public void The_named_installation_wins_whichever_of_its_folders_is_named(string below)
    {
        var lib = Path.Combine(folder, below);
        Directory.CreateDirectory(lib);
        File.WriteAllText(Path.Combine(lib, "libtorch_cpu.so"), string.Empty);

        var location = LibTorchLocator.Locate(folder, AppContext.BaseDirectory);
        Assert.Equal(LibTorchOrigin.Environment, location.Origin);
        Assert.Equal(Path.GetFullPath(lib).TrimEnd('/'), location.Folder.TrimEnd('/'));
    }

    [Fact]
    public void A_named_folder_without_libtorch_is_bad_input()
    {
        var error = Assert.Throws<InputException>(() => LibTorchLocator.Locate(folder, AppContext.BaseDirectory));
        Assert.Contains("MEDMIM_LIBTORCH", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_native_folder_beside_the_program_comes_before_the_package()
    {
        var native = Directory.CreateDirectory(Path.Combine(folder, "native")).FullName;
        File.WriteAllText(Path.Combine(native, "libtorch_cpu.so"), string.Empty);
        var location = LibTorchLocator.Locate(null, folder);
        Assert.Equal((native, LibTorchOrigin.Bundle), (location.Folder, location.Origin));
    }

    [Fact]
    public void Otherwise_it_is_the_package()
    {
        var location = LibTorchLocator.Locate(null, folder);
        Assert.Equal(LibTorchOrigin.Package, location.Origin);
        Assert.True(File.Exists(location.Binding));
    }

    [Fact]
    public void A_libtorch_that_does_not_load_is_bad_input()
    {
        File.WriteAllText(Path.Combine(folder, "libtorch_cpu.so"), "not a library");
        var location = LibTorchLocator.Locate(folder, AppContext.BaseDirectory);
        var error = Assert.Throws<InputException>(() => NativeTorch.Load(location));
        Assert.Contains("does not load", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
