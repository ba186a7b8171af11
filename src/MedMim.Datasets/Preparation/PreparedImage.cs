using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A scan as a network sees it, and the way back to its own grid.</summary>
/// <param name="Image">Normalised intensities on the prepared grid.</param>
/// <param name="Tissue">The tissue prior on the prepared grid.</param>
/// <param name="Region">The part of the scan that was prepared.</param>
/// <param name="Record">What was done to it.</param>
public sealed record PreparedImage(Volume<float> Image, Volume<byte> Tissue, SourceRegion Region, PreparationRecord Record)
{
    /// <summary>As a case for the sampler or the sliding window.</summary>
    /// <param name="id">Any name that tells it apart.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="patient">The patient's pseudonym; may be empty.</param>
    public PreparedVolume ToVolume(string id, string modality, string patient = "") => new(
        new PreparedCase(id, patient, modality, Image.Geometry, HasLabel: false), Image.Voxels, Tissue.Voxels, null);

    /// <summary>
    /// Labels on the prepared grid, on the scan's own grid: nearest neighbour where the spacing differs, exact where it
    /// does not. Beyond the region there is background.
    /// </summary>
    /// <exception cref="ArgumentException">They are on another grid than the prepared one.</exception>
    public Volume<byte> LabelsToOriginal(Volume<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (!labels.Geometry.CoincidesWith(Image.Geometry))
        {
            throw new ArgumentException("The volume is not on the prepared grid.", nameof(labels));
        }

        var region = Region.Geometry;
        return Region.PutBack<byte>(
            labels.Geometry.CoincidesWith(region, 0) ? labels.Voxels : Resample.Labels(labels, region).Voxels, 0);
    }
}
