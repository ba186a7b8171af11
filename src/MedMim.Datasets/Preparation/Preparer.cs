using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Prepares one volume as a plan says: axes in order, cut to the body, bias field removed, resampled, clipped and
/// normalised. Training and prediction go through the same code.
/// </summary>
public sealed class Preparer(PreparationPlan plan)
{
    /// <summary>Prepares a scan.</summary>
    /// <param name="image">Intensities, C order [z, y, x]; Hounsfield units for CT. Not changed.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="tissue">Its tissue prior on the same grid; computed from the image where null.</param>
    /// <param name="region">The part of the scan to prepare; the box around the body where null.</param>
    public PreparedImage Prepare(Volume<float> image, string modality, Volume<byte>? tissue = null, SourceRegion? region = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        tissue ??= TissuePrior.Compute(image, modality).Classes;
        region ??= CaseRegion.Of(image.Geometry, tissue.Voxels, plan.Reorient, plan.CropMargin);
        var (part, classes) = (region.Take<float>(image.Voxels), region.Take<byte>(tissue.Voxels));
        var absent = FlatPieces.Mark(part, classes, (byte)TissueClass.Absent);
        var bias = "none";
        if (plan.BiasCorrection && modality == "MR")
        {
            (part, bias) = BiasCorrection.Execute(part, classes, plan.BiasShrinkFactor);
        }

        var grid = PreparedGrid.Of(part.Geometry, plan.Spacing);
        (part, var interpolation) = ImageResampler.Execute(part, grid, plan.AnisotropyThreshold);
        if (!classes.Geometry.CoincidesWith(grid, 0))
        {
            classes = Resample.Labels(classes, grid);
        }

        var (window, scale) = IntensityNormalizer.Execute(part.Voxels, classes.Voxels, modality, plan);
        return new(part, classes, region, new(interpolation, bias, window, scale, absent));
    }

    /// <summary>Brings a label onto the prepared grid of its image.</summary>
    /// <param name="label">The label on the scan's grid.</param>
    /// <param name="region">The part of the scan that was prepared (<see cref="PreparedImage.Region"/>).</param>
    public (Volume<byte> Label, LabelRecord Record) PrepareLabel(Volume<byte> label, SourceRegion region)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(region);
        var part = region.Take<byte>(label.Voxels);
        var outside = Labelled(label.Voxels) - Labelled(part.Voxels);
        var (prepared, restored) = LabelResampler.Execute(part, PreparedGrid.Of(part.Geometry, plan.Spacing));
        return (prepared, new(outside, restored));
    }

    private static long Labelled(byte[] voxels) => voxels.Length - voxels.AsSpan().Count((byte)0);
}
