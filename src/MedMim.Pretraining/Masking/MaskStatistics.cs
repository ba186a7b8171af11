using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;

namespace MedMim.Pretraining.Masking;

/// <summary>
/// How much of a patch, or of many, a strategy hid, by tissue class, and of labelled voxels where there are labels. Padding
/// counts nowhere.
/// </summary>
public sealed class MaskStatistics
{
    private readonly long[] present = new long[4];
    private readonly long[] masked = new long[4];
    private (int Patches, int WithLabel, long Labelled, long MaskedLabelled) labels;

    /// <summary>Counts a patch and its mask in.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="mask">Its mask voxel by voxel, 1 = masked.</param>
    public void Add(Patch patch, ReadOnlySpan<byte> mask)
    {
        ArgumentNullException.ThrowIfNull(patch);
        for (var i = 0; i < mask.Length; i++)
        {
            if (patch.Present[i] != 0)
            {
                var tissue = patch.Tissue[i] & 3;
                present[tissue]++;
                masked[tissue] += mask[i];
                if (patch.Label?[i] is not (null or 0 or PatchCropper.IgnoredLabel))
                {
                    labels.Labelled++;
                    labels.MaskedLabelled += mask[i];
                }
            }
        }

        labels.Patches++;
        labels.WithLabel += patch.Label is null ? 0 : 1;
    }

    /// <summary>The masked share of all present voxels, 0 to 1.</summary>
    public double Share => Ratio(masked.Sum(), present.Sum());

    /// <summary>The masked share of the body's voxels (tissue and boundary), 0 to 1; 0 where there are none.</summary>
    public double ShareOfBody => Ratio(
        masked[(int)TissueClass.Tissue] + masked[(int)TissueClass.Boundary],
        present[(int)TissueClass.Tissue] + present[(int)TissueClass.Boundary]);

    /// <summary>The masked share of a class's voxels, 0 to 1; 0 where there are none.</summary>
    public double ShareOf(TissueClass tissue) => Ratio(masked[(int)tissue], present[(int)tissue]);

    /// <summary>How many voxels of a class there are.</summary>
    public long Voxels(TissueClass tissue) => present[(int)tissue];

    /// <summary>How many labelled voxels there are.</summary>
    public long LabelledVoxels => labels.Labelled;

    /// <summary>The masked share of the labelled voxels, 0 to 1; 0 where there are none.</summary>
    public double ShareOfLabels => Ratio(labels.MaskedLabelled, labels.Labelled);

    /// <summary>The share of patches that have a label, empty or not, 0 to 1.</summary>
    public double WithLabel => Ratio(labels.WithLabel, labels.Patches);

    /// <summary>The shares under their names in the log.</summary>
    /// <param name="withLabels">Whether labels count too.</param>
    public IReadOnlyList<KeyValuePair<string, double>> Figures(bool withLabels = false) =>
    [
        new("masked", (float)Share),
        new("masked_body", (float)ShareOfBody),
        new("masked_air", (float)ShareOf(TissueClass.Air)),
        new("masked_support", (float)ShareOf(TissueClass.Support)),
        new("masked_tissue", (float)ShareOf(TissueClass.Tissue)),
        new("masked_boundary", (float)ShareOf(TissueClass.Boundary)),
        .. withLabels ? [new("masked_labels", (float)ShareOfLabels), new("with_label", (float)WithLabel)] : Array.Empty<KeyValuePair<string, double>>(),
    ];

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
