namespace MedMim.Models.Native;

/// <summary>libtorch's autocast switches, which are per thread and per device type (CPU 0, CUDA 1).</summary>
internal sealed unsafe class AutocastFunctions
{
    private const sbyte BFloat16 = 15;
    private static readonly Lazy<AutocastFunctions> Shared = new(() => new AutocastFunctions(TorchRuntime.Native));

    private readonly delegate* unmanaged<sbyte, byte, void> setEnabled;
    private readonly delegate* unmanaged<sbyte, byte> isEnabled;
    private readonly delegate* unmanaged<sbyte, sbyte, void> setType;
    private readonly delegate* unmanaged<int> increment;
    private readonly delegate* unmanaged<int> decrement;
    private readonly delegate* unmanaged<void> clearCache;

    private AutocastFunctions(NativeTorch torch)
    {
        try
        {
            setEnabled = (delegate* unmanaged<sbyte, byte, void>)torch.Function(
                "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb");
            isEnabled = (delegate* unmanaged<sbyte, byte>)torch.Function(
                "_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE");
            setType = (delegate* unmanaged<sbyte, sbyte, void>)torch.Function(
                "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE");
            increment = (delegate* unmanaged<int>)torch.Function("_ZN2at8autocast17increment_nestingEv");
            decrement = (delegate* unmanaged<int>)torch.Function("_ZN2at8autocast17decrement_nestingEv");
            clearCache = (delegate* unmanaged<void>)torch.Function("_ZN2at8autocast11clear_cacheEv");
        }
        catch (EntryPointNotFoundException e)
        {
            throw new NotSupportedException("This libtorch does not export autocast: choose precision fp32.", e);
        }
    }

    public static AutocastFunctions Instance => Shared.Value;

    // Asked for a kind of device that has no autocast, libtorch throws through native frames, which ends the process.
    public bool IsEnabled(sbyte device) => Knows(device) && isEnabled(device) != 0;

    public void SetEnabled(sbyte device, bool enabled)
    {
        if (Knows(device))
        {
            setEnabled(device, enabled ? (byte)1 : (byte)0);
        }
    }

    public void SetBFloat16(sbyte device)
    {
        if (!Knows(device))
        {
            throw new NotSupportedException($"{(TorchSharp.DeviceType)device} has no autocast: choose precision fp32.");
        }

        setType(device, BFloat16);
    }

    public void Enter() => increment();

    private static bool Knows(sbyte device) => (TorchSharp.DeviceType)device is TorchSharp.DeviceType.CPU or TorchSharp.DeviceType.CUDA;

    public void Leave()
    {
        if (decrement() == 0)
        {
            clearCache();
        }
    }
}
