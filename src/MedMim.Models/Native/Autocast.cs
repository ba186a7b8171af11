using TorchSharp;

namespace MedMim.Models.Native;

/// <summary>
/// Runs matrix products and convolutions in bfloat16 while it is alive; parameters stay float32, and so does what needs
/// the range (sums, norms, losses). Scopes may be nested; the last one to end drops the cache of converted weights, so
/// that the next step converts the updated ones. Belongs to the thread that made it.
/// </summary>
/// <remarks>
/// TorchSharp has no autocast; these are libtorch's own functions (<c>at::autocast</c>, ATen/autocast_mode.h).
/// Backward passes run in the types of their forward ones: end the scope before <c>backward()</c>, as PyTorch advises.
/// </remarks>
public sealed class Autocast : IDisposable
{
    private readonly sbyte device;
    private readonly bool wasEnabled;
    private readonly AutocastFunctions functions;
    private bool disposed;

    private Autocast(AutocastFunctions functions, sbyte device, bool enabled)
    {
        this.functions = functions;
        this.device = device;
        wasEnabled = functions.IsEnabled(device);
        functions.Enter();
        functions.SetEnabled(device, enabled);
    }

    /// <summary>Opens a scope in which the device computes in bfloat16.</summary>
    /// <exception cref="NotSupportedException">This libtorch does not export autocast.</exception>
    public static Autocast BFloat16(DeviceType device = DeviceType.CPU)
    {
        var shared = AutocastFunctions.Instance;
        shared.SetBFloat16((sbyte)device);
        return new Autocast(shared, (sbyte)device, enabled: true);
    }

    /// <summary>Opens a scope without autocast, inside one with it: for a loss that wants float32.</summary>
    public static Autocast Off(DeviceType device = DeviceType.CPU) =>
        new(AutocastFunctions.Instance, (sbyte)device, enabled: false);

    /// <summary>Whether autocast is on for the device, in this thread.</summary>
    public static bool IsEnabled(DeviceType device = DeviceType.CPU) =>
        AutocastFunctions.Instance.IsEnabled((sbyte)device);

    /// <summary>Ends the scope: what was before it holds again.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        functions.Leave();
        functions.SetEnabled(device, wasEnabled);
    }
}
