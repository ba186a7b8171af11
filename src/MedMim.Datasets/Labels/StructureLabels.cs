using MedMim.Imaging.Scans;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Labels;

/// <summary>Labels from the regions of a structure set.</summary>
internal sealed class StructureLabels(LabelSource source)
{
    /// <summary>Draws the regions that the rules ask for into a label.</summary>
    /// <returns>Codes of corrections that were made.</returns>
    /// <exception cref="RefusedException">One of the regions cannot be used; the label is as it was.</exception>
    public IReadOnlyList<string> Add(StructureSet structures, LabelledImage image, Volume<byte> target)
    {
        var chosen = source.Regions
            .Select(rule => (Regions: structures.Regions.Where(r => rule.Fits(r.Name)).ToArray(), rule.Value))
            .Where(c => c.Regions.Length > 0)
            .ToArray();
        if (chosen.Length == 0)
        {
            throw new RefusedException(new(
                RefusalCodes.LabelUnusable, "None of its regions has a name that the study's region rules ask for."));
        }

        var regions = chosen.SelectMany(c => c.Regions).ToArray();
        var frameFromSlices = ContourFrame.Check(regions, image.FrameOfReferenceUid, image.Instances, image.Grid);

        // All are rasterised before any is drawn: a structure set counts entirely or not at all.
        var masks = chosen.Select(c => (ContourRasterizer.Rasterize(c.Regions, image.Grid).Voxels, c.Value)).ToArray();
        foreach (var (mask, value) in masks)
        {
            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i] != 0)
                {
                    target.Voxels[i] = value;
                }
            }
        }

        return
        [
            .. frameFromSlices ? [Corrections.FrameFromSlices] : Array.Empty<string>(),
            .. ContourOverhang.Any(regions, image.Grid) ? [Corrections.ContoursClipped] : Array.Empty<string>(),
        ];
    }
}
