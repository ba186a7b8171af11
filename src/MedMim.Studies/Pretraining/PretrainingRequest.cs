using MedMim.Training.Devices;

namespace MedMim.Studies.Pretraining;

/// <summary>An encoder to pretrain by itself, outside a whole study: on a cluster's node, say.</summary>
/// <param name="ProtocolPath">The protocol file; its sections <c>model</c> and <c>pretraining</c>, and its seed, count.</param>
/// <param name="PreparedFolder">The prepared volumes: a study's <c>prepared</c>, or what <c>medmim prepare</c> wrote.</param>
/// <param name="SplitPath">A study's <c>split.json</c>, which keeps test patients out; null for the one beside the volumes.</param>
/// <param name="RunFolder">The folder of the run; made if missing, and continued where it was begun.</param>
public sealed record PretrainingRequest(string ProtocolPath, string PreparedFolder, string? SplitPath, string RunFolder)
{
    /// <summary>Where it computes. Default: a GPU where there is one.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Auto;
}
