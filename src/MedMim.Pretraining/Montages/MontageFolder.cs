using MedMim.Imaging.Rendering;
using TorchSharp;

namespace MedMim.Pretraining.Montages;

/// <summary>The montages of a run: <c>step-NNNNNNNN.png</c>.</summary>
internal sealed class MontageFolder(string path)
{
    /// <summary>The files, oldest first.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "step-*.png").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Draws the network's answer after so many steps.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="batch">The patches and their masks.</param>
    /// <param name="picture">The network's answer as intensities, [n, 1, d, h, w], float32.</param>
    /// <param name="isPartial">Whether only what was hidden is the network's; if not, all of its answer is shown.</param>
    public void Draw(long step, PretrainBatch batch, torch.Tensor picture, bool isPartial)
    {
        var rows = batch.Patches.Select((p, i) => (p, isPartial ? batch.Masks[i] : null, picture[i].cpu().contiguous().data<float>().ToArray()));
        PngFile.Write(Path.Combine(path, FormattableString.Invariant($"step-{step:D8}.png")), MontageSheet.OfAnswers(rows));
    }
}
