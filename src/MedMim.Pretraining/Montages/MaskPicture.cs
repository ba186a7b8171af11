using MedMim.Datasets.Sampling;
using MedMim.Foundation.Files;
using MedMim.Pretraining.Masking;

namespace MedMim.Pretraining.Montages;

/// <summary>Draws what a strategy hides: so every strategy can be looked at without a network.</summary>
public static class MaskPicture
{
    private const int Gap = 6;

    /// <summary>
    /// Writes a PNG: one row a patch, its middle axial slice with the masked blocks covered, and beside it as it is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Patches of one size with their masks; at least one.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static void Write(string path, IReadOnlyList<(Patch Patch, BlockMask Mask)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("There is nothing to draw.", nameof(rows));
        }

        var views = rows.Select(r => SliceView.Of(r.Patch)).ToArray();
        var canvas = new Canvas((2 * views[0].Width) + (3 * Gap), views.Sum(v => v.Height + Gap) + Gap);
        var top = Gap;
        foreach (var ((patch, mask), view) in rows.Zip(views))
        {
            view.Draw(canvas, Gap, top, patch.Image, patch.Present);
            view.Hide(canvas, Gap, top, mask.ToVoxels(), patch.Present);
            view.Draw(canvas, view.Width + (2 * Gap), top, patch.Image, patch.Present);
            top += view.Height + Gap;
        }

        AtomicFile.Write(path, canvas.WritePng);
    }
}
