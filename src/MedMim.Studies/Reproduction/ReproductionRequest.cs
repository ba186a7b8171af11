using MedMim.Audit.Keys;
using MedMim.Training.Devices;

namespace MedMim.Studies.Reproduction;

/// <summary>A run to do again elsewhere.</summary>
/// <param name="RunFolder">The run's folder.</param>
/// <param name="DataFolder">The folder with the scans; null where the protocol generates its archive.</param>
/// <param name="RunsFolder">The folder in which the new run's own folder is made; another than the first run's.</param>
public sealed record ReproductionRequest(string RunFolder, string? DataFolder, string RunsFolder)
{
    /// <summary>A key that must have signed the first run; the one in its folder if null.</summary>
    public AuditPublicKey? Key { get; init; }

    /// <summary>Where it computes. Default: a GPU where there is one.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;
}
