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
        return Compute(VoxelSlices.Of(volume), modality);
    }

    /// <summary>Computes the prior of a volume that is read slice by slice.</summary>
    internal static TissueMap Compute(VoxelSlices volume, string modality)
    {
        var body = (modality == "CT" ? CtBody.Find(volume) : null)
            ?? WithoutUnits(volume)
            ?? BodyMask.Everything(volume.Geometry.Size);
        var classes = new Volume<byte>(volume.Geometry);
        body.Inside.Paint(classes, (byte)TissueClass.Tissue);
        if (body.Support is not null)
        {
            body.Support.Paint(classes, (byte)TissueClass.Support);
        }

        Boundaries.Mark(volume, body.Inside, classes);
        return new(classes, body.Method);
    }

    private static BodyMask? WithoutUnits(VoxelSlices volume)
    {
        var constant = ConstantBackground.Find(volume);
        var fills = constant?.Inside.Count() > LargestStrippedShare * volume.Geometry.Size.Count;

        // Scanners fill the corners of a slice with zeros beside a background of noise: that one is found by Otsu.
        return constant is not null && !fills ? constant : IntensityBody.Find(volume) ?? constant;
    }
}
