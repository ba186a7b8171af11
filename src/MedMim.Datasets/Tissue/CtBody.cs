namespace MedMim.Datasets.Tissue;

/// <summary>
/// The patient in a CT: above −400 HU, thin things (table, clothes) opened away, largest pieces, holes filled slice by
/// slice, then grown back. Lung reaching the edge of a crop is kept by its density; gas inside is taken out again.
/// </summary>
internal static class CtBody
{
    /// <summary>Halfway between air and soft tissue: where the skin is.</summary>
    public const float SkinThreshold = -400;

    /// <summary>Below it there is nothing but gas: lung with 90 % air has about −900 HU.</summary>
    public const float GasThreshold = -950;

    private const double OpeningMillimetres = 3;
    private const double SmallestShareOfLargest = 0.2;

    /// <summary>Null where the volume holds no air, or does not look like Hounsfield units.</summary>
    public static BodyMask? Find(VoxelSlices volume)
    {
        var dense = Threshold.Above(volume, SkinThreshold);
        var share = dense.Count() / (double)dense.Size.Count;
        if (share is 0 or 1 || Quantiles.Of(volume.Sample(), 0.5)[0] > 1500)
        {
            return null;
        }

        var radius = Radius.InPlane(volume.Geometry, OpeningMillimetres);
        var core = Pieces.Largest(SliceMorphology.Open(dense, radius), SmallestShareOfLargest);
        if (core.Count() == 0)
        {
            return null;
        }

        // Grown beyond the opening's radius and cut with the threshold, so that skin folds and fingers come back.
        var body = SliceMorphology.Dilate(core, radius with { Y = radius.Y + 1, X = radius.X + 1 });
        body.And(dense);
        SliceFill.Execute(body);
        EdgeLung.Add(volume, body, dense);
        SliceFill.Execute(body); // Vessels in that lung.
        RemoveGas(volume, body);
        return new("ct", body, BitMask.Without(dense, body));
    }

    private static void RemoveGas(VoxelSlices volume, BitMask body) => Slices.Ranges(body.Size.Z, (first, end) =>
    {
        var smooth = new SmoothSlices(volume);
        var slice = new float[volume.Area];
        for (var z = first; z < end; z++)
        {
            smooth.Read(z, slice);
            for (var y = 0; y < body.Size.Y; y++)
            {
                Threshold.ClearBelow(slice.AsSpan(y * body.Size.X, body.Size.X), GasThreshold, body.Row(z, y));
            }
        }
    });
}
