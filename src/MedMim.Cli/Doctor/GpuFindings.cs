using System.Globalization;

namespace MedMim.Cli.Doctor;

/// <summary>The GPUs that libtorch can use: a line each.</summary>
internal static class GpuFindings
{
    /// <param name="count">How many there are.</param>
    /// <param name="name">The driver's name of a device; null where it tells none.</param>
    /// <param name="memory">Its memory in bytes; null where the driver does not tell.</param>
    public static IEnumerable<Finding> Of(int count, Func<int, string?> name, Func<int, long?> memory) => count > 0
        ? Enumerable.Range(0, count).Select(i => new Finding("GPU", FindingState.Good, Text(i, name(i), memory(i))))
        : [new("GPU", FindingState.Optional, "none that this libtorch can use", "For a GPU, name a PyTorch installation with CUDA in MEDMIM_LIBTORCH.")];

    private static string Text(int index, string? name, long? bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"cuda:{index} {name ?? "(the driver tells no name)"}{(bytes is { } b ? $", {b / (double)(1 << 30):0.0} GiB" : string.Empty)}");
}
