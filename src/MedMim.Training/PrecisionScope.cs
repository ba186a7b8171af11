using MedMim.Models.Native;
using MedMim.Training.Options;
using TorchSharp;

namespace MedMim.Training;

/// <summary>Opens the autocast scope that a precision asks for.</summary>
public static class PrecisionScope
{
    /// <summary>
    /// A scope to dispose after the forward pass; null for float32, where nothing needs to be opened.
    /// </summary>
    /// <exception cref="NotSupportedException">This libtorch has no autocast.</exception>
    public static IDisposable? Open(Precision precision, DeviceType device = DeviceType.CPU) =>
        precision == Precision.BFloat16 ? Autocast.BFloat16(device) : null;
}
