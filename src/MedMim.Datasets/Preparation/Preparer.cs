using MedMim.Datasets.Tissue;
using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// Resamples and normalises one volume: linear interpolation for intensities, then a map to mean 0 and deviation 1 over
/// the body (<see cref="PreparationOptions"/>). Training and prediction go through the same code.
/// </summary>
public sealed class Preparer(PreparationOptions options)
{
    /// <summary>Prepares a scan.</summary>
    /// <param name="image">Intensities, C order [z, y, x]; Hounsfield units for CT. Not changed.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="tissue">Its tissue prior on the same grid; computed from the image where null.</param>
    public PreparedImage Prepare(Volume<float> image, string modality, Volume<byte>? tissue = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        tissue ??= TissuePrior.Compute(image, modality).Classes;
        var grid = PreparedGrid.Of(image.Geometry, options.Spacing);
        var (prepared, classes) = ReferenceEquals(grid, image.Geometry)
            ? (new Volume<float>(grid, [.. image.Voxels]), tissue)
            : (Resample.Execute(image, grid, Interpolator.Linear, image.Voxels.Min()), Resample.Labels(tissue, grid));
        IntensityNormalizer.Execute(prepared.Voxels, classes.Voxels, modality, options);
        return new(prepared, classes, image.Geometry);
    }

    /// <summary>Brings a label onto the prepared grid of its image.</summary>
    public Volume<byte> PrepareLabel(Volume<byte> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return LabelResampler.Execute(label, PreparedGrid.Of(label.Geometry, options.Spacing));
    }
}
