namespace MedMim.Datasets.Preparation.Fingerprints;

/// <summary>
/// The spacing that a data set is resampled to, by nnU-Net's rule (Isensee et al., Nature Methods 2021): the median along
/// each axis; where that is anisotropic and the axis has few voxels too, the axis's 10th percentile, so that thin-sliced
/// scans are not thrown away, though never finer than the other axes.
/// </summary>
internal static class TargetSpacing
{
    public static ArraySpacing Of(DatasetFingerprint fingerprint, double anisotropy)
    {
        double Along(int axis, double percent) => Percentiles.Of(fingerprint.Spacings.Select(s => s[axis]), percent);
        double Voxels(int axis) => Percentiles.Of(fingerprint.ShapesAfterCrop.Select(s => (double)s[axis]), 50);

        double[] target = [Along(0, 50), Along(1, 50), Along(2, 50)];
        var worst = Array.IndexOf(target, target.Max());
        int[] others = [(worst + 1) % 3, (worst + 2) % 3];
        var coarsest = others.Max(a => target[a]);
        if (target[worst] > anisotropy * coarsest && Voxels(worst) * anisotropy < others.Min(Voxels))
        {
            target[worst] = Math.Max(Along(worst, 10), coarsest);
        }

        return new(target[0], target[1], target[2]);
    }
}
