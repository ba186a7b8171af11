using MedMim.Datasets.Store;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// Tells from a scan alone what is air, table, tissue and boundary; anatomy-adapted masking rests on it. No model and no
/// atlas: a threshold (<see cref="CtBody"/> in Hounsfield units, <see cref="IntensityBody"/> otherwise), connected
/// components, hole filling, and the gradient. Gas inside the body (trachea, bowel) is air, lung is tissue.
/// A volume without a clear background, such as a crop from inside a body, is tissue everywhere.
/// </summary>
public static class TissuePrior
{
    /// <summary>Goes up when the same scan would get another prior: stores are then filled anew.</summary>
    public const int Version = 1;

    private const double LargestStrippedShare = 0.6;

    /// <summary>Computes the prior.</summary>
    /// <param name="volume">Intensities, C order [z, y, x]: Hounsfield units where <paramref name="modality"/> is CT.</param>
    /// <param name="modality">CT, MR, PT or OT.</param>
    public static TissueMap Compute(Volume<float> volume, string modality)
    {
        ArgumentNullException.ThrowIfNull(volume);
        var body = (modality == "CT" ? CtBody.Find(volume) : null)
            ?? WithoutUnits(volume)
            ?? BodyMask.Everything(volume.Geometry);
        var classes = new byte[volume.Voxels.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = (byte)(body.Inside.Voxels[i] != 0 ? TissueClass.Tissue
                : body.Support?.Voxels[i] > 0 ? TissueClass.Support : TissueClass.Air);
        }

        var map = new Volume<byte>(volume.Geometry, classes);
        Boundaries.Mark(volume, map);
        return new(map, body.Method);
    }

    private static BodyMask? WithoutUnits(Volume<float> volume)
    {
        var constant = ConstantBackground.Find(volume);
        var fills = constant?.Inside.Voxels.Count(v => v != 0) > LargestStrippedShare * volume.Voxels.Length;

        // Scanners fill the corners of a slice with zeros beside a background of noise: that one is found by Otsu.
        return constant is not null && !fills ? constant : IntensityBody.Find(volume) ?? constant;
    }
}
