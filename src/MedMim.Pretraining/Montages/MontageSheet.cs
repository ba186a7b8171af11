using MedMim.Datasets.Sampling;
using MedMim.Imaging.Rendering;

namespace MedMim.Pretraining.Montages;

/// <summary>Patches with what hides them, and what a network makes of them: a row a patch, on white.</summary>
public static class MontageSheet
{
    private static readonly Rgb White = Rgb.Grey(255);

    /// <summary>
    /// Two columns: each patch's middle axial slice with the masked blocks covered, and as it is. So every masking strategy
    /// can be looked at without a network.
    /// </summary>
    /// <param name="rows">Each patch and its mask voxel by voxel (1 = masked), C order [z, y, x]; at least one.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static RgbImage OfMasks(IEnumerable<(Patch Patch, byte[] Mask)> rows) => Of(
        rows.Select(r => (Picture: new PatchPicture(r.Patch), r.Mask)).Select(r => new[] { r.Picture.Input(r.Mask), r.Picture.Target() }));

    /// <summary>Three columns: input, reconstruction (visible voxels kept, masked blocks framed), target.</summary>
    /// <param name="rows">
    /// For each patch its mask (1 = masked; null: nothing is, and the whole answer is shown) and the network's answer, C order
    /// [z, y, x]; at least one.
    /// </param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static RgbImage OfAnswers(IEnumerable<(Patch Patch, byte[]? Mask, float[] Output)> rows) => Of(
        rows.Select(r => (Picture: new PatchPicture(r.Patch), r.Mask, r.Output))
            .Select(r => r.Mask is { } mask
                ? new[] { r.Picture.Input(mask), r.Picture.Reconstruction(mask, r.Output), r.Picture.Target() }
                : [r.Picture.Target(), r.Picture.Answer(r.Output), r.Picture.Target()]));

    private static RgbImage Of(IEnumerable<IReadOnlyList<RgbImage>> rows) => Montage.Of([.. rows], background: White);
}
