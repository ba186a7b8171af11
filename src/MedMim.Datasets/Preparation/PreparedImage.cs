using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>A scan as a network sees it, and the way back to its own grid.</summary>
/// <param name="Image">Normalised intensities on the prepared grid.</param>
/// <param name="Tissue">The tissue prior on the prepared grid.</param>
/// <param name="Original">The scan's own grid.</param>
public sealed record PreparedImage(Volume<float> Image, Volume<byte> Tissue, VolumeGeometry Original)
{
    /// <summary>As a case for the sampler or the sliding window.</summary>
    /// <param name="id">Any name that tells it apart.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    /// <param name="patient">The patient's pseudonym; may be empty.</param>
    public PreparedVolume ToVolume(string id, string modality, string patient = "") => new(
        new PreparedCase(id, patient, modality, Image.Geometry, HasLabel: false), Image.Voxels, Tissue.Voxels, null);

    /// <summary>Labels predicted on the prepared grid, on the scan's own grid (nearest neighbour).</summary>
    /// <exception cref="ArgumentException">They are on another grid than the prepared one.</exception>
    public Volume<byte> LabelsToOriginal(Volume<byte> labels)
    {
        Require(labels?.Geometry);
        return labels!.Geometry.CoincidesWith(Original, 0)
            ? new Volume<byte>(Original, labels.Voxels)
            : Resample.Labels(labels, Original);
    }

    /// <summary>
    /// Probabilities or logits of one class, on the scan's own grid (linear). Taking the largest after this gives
    /// smoother borders than <see cref="LabelsToOriginal"/>.
    /// </summary>
    /// <exception cref="ArgumentException">They are on another grid than the prepared one.</exception>
    public Volume<float> ScoresToOriginal(Volume<float> scores, float outside = 0)
    {
        Require(scores?.Geometry);
        return scores!.Geometry.CoincidesWith(Original, 0)
            ? new Volume<float>(Original, scores.Voxels)
            : Resample.Execute(scores, Original, Interpolator.Linear, outside);
    }

    private void Require(VolumeGeometry? geometry)
    {
        if (geometry is null || !geometry.CoincidesWith(Image.Geometry))
        {
            throw new ArgumentException("The volume is not on the prepared grid.", nameof(geometry));
        }
    }
}
