using System.Text.RegularExpressions;
using TorchSharp;

namespace MedMim.Models.Native;

/// <summary>The torch that runs here, for <c>medmim doctor</c> and for manifests.</summary>
/// <param name="Location">Where it was found, and how.</param>
/// <param name="Version">libtorch's version, such as 2.10.0; <c>unknown</c> where it does not say.</param>
/// <param name="BindingVersion">TorchSharp's version.</param>
/// <param name="IsBindingFitted">Whether the binding was fitted in memory to an older libstdc++.</param>
/// <param name="CpuCapability">The kernels that libtorch chose: DEFAULT, AVX2, AVX512.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="CudaDevices">How many CUDA devices it can use.</param>
/// <param name="Threads">Threads within an operation.</param>
public sealed partial record TorchDescription(
    LibTorchLocation Location, string Version, string BindingVersion, bool IsBindingFitted, string CpuCapability,
    CpuFeatures Cpu, int CudaDevices, int Threads)
{
    internal static TorchDescription Of(NativeTorch native) => new(
        native.Location,
        VersionPattern().Match(StringFunction.Call(native, "_ZN2at11show_configB5cxx11Ev")) is { Success: true } m
            ? m.Groups["version"].Value : "unknown",
        typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        native.IsBindingFitted,
        StringFunction.Call(native, "_ZN2at18get_cpu_capabilityB5cxx11Ev"),
        CpuFeatures.Read(),
        Native.CudaDevices.Count,
        torch.get_num_threads());

    [GeneratedRegex(@"TORCH_VERSION=(?<version>[0-9][0-9A-Za-z.+]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionPattern();
}
