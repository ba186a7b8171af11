namespace MedMim.Imaging.Boxes;

/// <summary>How far two boxes of one grid cover each other.</summary>
public static class BoxOverlap
{
    /// <summary>The volume that both have in common, in voxels.</summary>
    public static double Intersection(in Box3 a, in Box3 b)
    {
        var z = Math.Min(a.HighZ, b.HighZ) - Math.Max(a.LowZ, b.LowZ);
        var y = Math.Min(a.HighY, b.HighY) - Math.Max(a.LowY, b.LowY);
        var x = Math.Min(a.HighX, b.HighX) - Math.Max(a.LowX, b.LowX);
        return z > 0 && y > 0 && x > 0 ? z * y * x : 0;
    }

    /// <summary>Intersection over union, 0 to 1; 0 for two boxes without a volume.</summary>
    public static double IoU(in Box3 a, in Box3 b)
    {
        var common = Intersection(a, b);
        return common > 0 ? common / (a.Volume + b.Volume - common) : 0;
    }

    /// <summary>
    /// Generalised IoU, −1 to 1: IoU less the share of the smallest box around both that neither covers (Rezatofighi et
    /// al., CVPR 2019). So boxes apart differ by their distance.
    /// </summary>
    public static double GeneralisedIoU(in Box3 a, in Box3 b)
    {
        var union = a.Volume + b.Volume - Intersection(a, b);
        var hull = a.Join(b).Volume;
        return hull > 0 ? IoU(a, b) - ((hull - union) / hull) : 0;
    }
}
