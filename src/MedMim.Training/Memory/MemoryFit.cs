using System.Globalization;
using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using TorchSharp;

namespace MedMim.Training.Memory;

/// <summary>
/// Whether a training fits the machine: Linux ends a process that takes too much, without a word and perhaps hours later.
/// </summary>
public static class MemoryFit
{
    /// <summary>Estimates were at most 12 % above what was measured; what is this much smaller cannot be had for less.</summary>
    public const double Surely = 0.85;

    private const double Gibibyte = 1 << 30;

    /// <summary>Refuses crops and batches that surely do not fit. On a GPU nothing is known, and nothing refused.</summary>
    /// <param name="memory">The estimate.</param>
    /// <param name="patch">Voxels of a crop, [z, y, x].</param>
    /// <param name="batch">Crops at a time, in this process.</param>
    /// <param name="device">Where it trains.</param>
    /// <param name="available">Bytes that there are; null for what the machine, or this process's control group, has.</param>
    /// <exception cref="InputException">They do not fit.</exception>
    public static void Require(
        TrainingMemory memory, Axes patch, int batch, DeviceType device, long? available = null)
    {
        ArgumentNullException.ThrowIfNull(memory);
        var (need, have) = (Surely * memory.Estimate(patch, batch), available ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (device != DeviceType.CPU || need <= have)
        {
            return;
        }

        throw new InputException(
            "patch_size",
            string.Create(
                CultureInfo.InvariantCulture,
                $"is {patch.Z}×{patch.Y}×{patch.X} voxels: {memory.Encoder} takes at least {need / Gibibyte:F1} GiB to train on {batch} such crops at a time, and this machine has {have / Gibibyte:F1} GiB"),
            "Choose a smaller patch, a smaller batch (with accumulation, if it shall count as a large one), or a smaller preset.");
    }
}
