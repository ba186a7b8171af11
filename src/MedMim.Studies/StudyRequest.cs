using MedMim.Training.Devices;

namespace MedMim.Studies;

/// <summary>A study to run.</summary>
/// <param name="ProtocolPath">The protocol file.</param>
/// <param name="DataFolder">The folder with the scans, to which the protocol's archive path is relative; null where the protocol generates its archive.</param>
/// <param name="RunsFolder">The folder in which the run's own folder is made.</param>
public sealed record StudyRequest(string ProtocolPath, string? DataFolder, string RunsFolder)
{
    /// <summary>The digest of all voxels and labels that the scans must have; null where any will do.</summary>
    public string? ExpectedData { get; init; }

    /// <summary>Where it computes. Default: a GPU where there is one.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;
}
