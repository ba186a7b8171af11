using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Native;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;
using static TorchSharp.torch;

namespace MedMim.FineTuning.Features;

/// <summary>An encoder that is not trained any more: what it makes of windows of a scan, level by level.</summary>
public sealed class FrozenEncoder : IDisposable
{
    private readonly VolumeNetwork network;

    internal FrozenEncoder(VolumeNetwork network, GridSize patch, LoadReport? report)
    {
        this.network = network;
        PatchSize = patch;
        Report = report;
        network.eval();
        Channels = Measure();
    }

    /// <summary>Voxels of a window, [z, y, x].</summary>
    public GridSize PatchSize { get; }

    /// <summary>What the load of its weights did; null for random weights.</summary>
    public LoadReport? Report { get; }

    /// <summary>How many features each level has, finest first.</summary>
    public IReadOnlyList<int> Channels { get; }

    /// <summary>An encoder of a file, every tensor of it.</summary>
    /// <param name="preset">One of <see cref="EncoderPresets.Names"/>.</param>
    /// <param name="patch">Voxels of a window. Learned positions of another grid are resized, which the report says.</param>
    /// <param name="weights">A safetensors file, or a PyTorch checkpoint, of which nothing is executed.</param>
    /// <exception cref="InputException">
    /// There is no such preset, the size does not suit it, or the file cannot be read or lacks a tensor of this encoder.
    /// </exception>
    public static FrozenEncoder Open(string preset, GridSize patch, string weights)
    {
        var created = Create(preset, patch);
        try
        {
            var report = WeightLoader.Load(created, weights, new() { Prefixes = created.EncoderPrefixes });
            var missing = report.Entries
                .Where(e => e.Status == LoadStatus.Skipped && e.ModelShape is not null)
                .Where(e => created.EncoderPrefixes.Any(p => e.Name.StartsWith(p, StringComparison.Ordinal)))
                .ToList();
            return missing.Count == 0
                ? new(created, patch, report)
                : throw new InputException(
                    weights, $"is of another encoder than {preset}: {missing.Count} of its tensors do not fit, such as {missing[0].Name} ({missing[0].Reason})",
                    "Name the preset that these weights were made with.");
        }
        catch
        {
            created.Dispose();
            throw;
        }
    }

    /// <summary>The same encoder with the random weights that training begins with.</summary>
    /// <param name="preset">One of <see cref="EncoderPresets.Names"/>.</param>
    /// <param name="patch">Voxels of a window.</param>
    /// <param name="seed">Draws the weights (<see cref="SeededWeights"/>).</param>
    /// <exception cref="InputException">There is no such preset, or the size does not suit it.</exception>
    public static FrozenEncoder Random(string preset, GridSize patch, ulong seed)
    {
        var created = Create(preset, patch);
        SeededWeights.Fill(created, seed);
        return new(created, patch, null);
    }

    /// <summary>Feature maps of windows, finest level first; within the caller's scope, without gradients.</summary>
    /// <param name="windows">[n, 1, d, h, w], of <see cref="PatchSize"/>.</param>
    public Tensor[] Features(Tensor windows) => network.Features(windows);

    /// <inheritdoc/>
    public void Dispose() => network.Dispose();

    private static VolumeNetwork Create(string preset, GridSize patch)
    {
        TorchRuntime.Initialize();
        var size = new Axes(patch.Z, patch.Y, patch.X);
        var divisor = EncoderPresets.Divisor(preset);
        return patch.Z > 0 && patch.Y > 0 && patch.X > 0 && size.IsMultipleOf(divisor)
            ? EncoderPresets.Create(preset, outputChannels: 1, patchSize: size)
            : throw new InputException("patch_size", $"is {patch}, which {preset} cannot divide as it must", $"Give multiples of {divisor}.");
    }

    private int[] Measure()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        return [.. network.Features(zeros([1, network.InputChannels, PatchSize.Z, PatchSize.Y, PatchSize.X])).Select(f => (int)f.shape[1])];
    }
}
