using System.Reflection;
using MedMim.Foundation.Failures;

namespace MedMim.Models.Native;

/// <summary>Looks for libtorch and for TorchSharp's binding to it.</summary>
public static class LibTorchLocator
{
    /// <summary>
    /// The environment variable that names an existing libtorch: PyTorch's <c>torch/lib</c>, libtorch's <c>lib</c>, or
    /// the parent of either.
    /// </summary>
    public const string Variable = "MEDMIM_LIBTORCH";

    private const string Library = "libtorch_cpu.so";
    private const string BindingLibrary = "libLibTorchSharp.so";

    /// <summary>Finds both, without loading them.</summary>
    /// <exception cref="InputException">Either is missing.</exception>
    public static LibTorchLocation Locate() =>
        Locate(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    internal static LibTorchLocation Locate(string? named, string programFolder)
    {
        var bundles = new[] { Path.Combine(programFolder, "native"), programFolder };
        var binding = bundles.Append(Metadata("TorchSharpPackage"))
            .Select(f => Path.Combine(f, BindingLibrary)).FirstOrDefault(File.Exists)
            ?? throw new InputException(
                BindingLibrary, "is neither beside the program nor in the package cache",
                "Build MedMim again on this machine, or copy the library into the program's native folder.");

        if (!string.IsNullOrWhiteSpace(named))
        {
            return new(InNamedFolder(named), binding, LibTorchOrigin.Environment);
        }

        if (bundles.FirstOrDefault(Holds) is { } bundle)
        {
            return new(bundle, binding, LibTorchOrigin.Bundle);
        }

        var package = Metadata("LibTorchPackage");
        return Holds(package)
            ? new(package, binding, LibTorchOrigin.Package)
            : throw new InputException(
                "libtorch", "was not found beside the program, nor in the package cache of the build",
                $"Set {Variable} to the folder torch/lib of a PyTorch installation, or build MedMim on this machine.");
    }

    private static string InNamedFolder(string named)
    {
        var candidates = new[] { named, Path.Combine(named, "lib"), Path.Combine(named, "torch", "lib") };
        var found = candidates.FirstOrDefault(Holds) ?? throw new InputException(
            $"{Variable}={named}", $"holds no {Library}, neither itself nor in its lib folder",
            "Name the folder torch/lib of a PyTorch installation, or unset it to use the libtorch of the package.");
        return Path.GetFullPath(found);
    }

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, Library));

    private static string Metadata(string key) => typeof(LibTorchLocator).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == key)?.Value ?? string.Empty;
}
