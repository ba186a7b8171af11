using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tissue;

/// <summary>
/// The patient in an MR, PET or unknown scan: Otsu's threshold (1979) on the logarithm of intensities clipped at the 1st
/// and 99th percentile, closed by 4 mm, largest pieces, filled slice by slice. The logarithm keeps bright fat or tumour
/// from pushing the threshold into dark muscle.
/// </summary>
internal static class IntensityBody
{
    private const double ClosingMillimetres = 4;
    private const double SmallestShareOfLargest = 0.1;
    private const double SmallestBackgroundShare = 0.02;

    // Air is at most this bright beside tissue; fluid on T1-weighted MR, the darkest thing in a head, is brighter.
    private const double BrightestBackground = 0.15;
    private const float LogarithmScale = 20;

    /// <summary>Null where the dark part is no background: too bright beside the rest, too small, or not at the edge.</summary>
    public static BodyMask? Find(Volume<float> volume)
    {
        var quantiles = Quantiles.Of(volume.Voxels, 0.01, 0.99);
        var (low, range) = (quantiles[0], quantiles[1] - quantiles[0]);
        if (range <= 0)
        {
            return null;
        }

        var logarithm = new Volume<float>(volume.Geometry);
        for (var i = 0; i < logarithm.Voxels.Length; i++)
        {
            logarithm.Voxels[i] = MathF.Log(1 + (LogarithmScale * Math.Clamp((volume.Voxels[i] - low) / range, 0, 1)));
        }

        var bright = Threshold.Above(logarithm, (float)OtsuThreshold.Execute(logarithm));
        var closed = BinaryMorphology.Closing(bright, Radius.InPlane(volume.Geometry, ClosingMillimetres));
        var body = Pieces.Largest(closed, SmallestShareOfLargest);
        SliceFill.Execute(body);
        return HasClearBackground(volume, body, low) ? new("otsu", body) : null;
    }

    private static bool HasClearBackground(Volume<float> volume, Volume<byte> body, double low)
    {
        var (inside, outside) = (0.0, 0.0);
        var (insideCount, outsideCount) = (0L, 0L);
        for (var i = 0; i < body.Voxels.Length; i++)
        {
            if (body.Voxels[i] != 0)
            {
                inside += volume.Voxels[i] - low;
                insideCount++;
            }
            else
            {
                outside += volume.Voxels[i] - low;
                outsideCount++;
            }
        }

        return insideCount > 0
            && outsideCount >= SmallestBackgroundShare * body.Voxels.LongLength
            && outside / outsideCount < BrightestBackground * (inside / insideCount);
    }
}
