using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

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
    private const double LeastBodyContact = 0.6;
    private const double MostGasInLung = 0.15;

    /// <summary>Null where the volume holds no air, or does not look like Hounsfield units.</summary>
    public static BodyMask? Find(Volume<float> volume)
    {
        var dense = Threshold.Above(volume, SkinThreshold);
        var share = dense.Voxels.LongCount(v => v != 0) / (double)dense.Voxels.LongLength;
        if (share is 0 or 1 || Quantiles.Of(volume.Voxels, 0.5)[0] > 1500)
        {
            return null;
        }

        var radius = Radius.InPlane(volume.Geometry, OpeningMillimetres);
        var core = Pieces.Largest(BinaryMorphology.Opening(dense, radius), SmallestShareOfLargest);
        if (!core.Voxels.AsSpan().ContainsAnyExcept((byte)0))
        {
            return null;
        }

        // Grown beyond the opening's radius and cut with the threshold, so that skin folds and fingers come back.
        var body = BinaryMorphology.Dilate(core, radius with { Y = radius.Y + 1, X = radius.X + 1 });
        Keep(body, dense);
        SliceFill.Execute(body);
        AddLungAtTheEdge(volume, body, dense);
        SliceFill.Execute(body); // Vessels in that lung.
        RemoveGas(volume, body);
        var support = new Volume<byte>(volume.Geometry);
        for (var i = 0; i < support.Voxels.Length; i++)
        {
            support.Voxels[i] = (byte)(dense.Voxels[i] != 0 && body.Voxels[i] == 0 ? 1 : 0);
        }

        return new("ct", body, support);
    }

    private static void Keep(Volume<byte> mask, Volume<byte> condition)
    {
        for (var i = 0; i < mask.Voxels.Length; i++)
        {
            mask.Voxels[i] &= condition.Voxels[i];
        }
    }

    /// <summary>
    /// Adds what is neither dense nor body, holds little pure gas, and is bounded by the body: lung cut open by the crop's
    /// edge. The foam of a table is as light as lung, but it is bounded by its shell, or mixed with the room's air.
    /// </summary>
    private static void AddLungAtTheEdge(Volume<float> volume, Volume<byte> body, Volume<byte> dense)
    {
        var rest = new Volume<byte>(body.Geometry);
        for (var i = 0; i < rest.Voxels.Length; i++)
        {
            rest.Voxels[i] = (byte)(body.Voxels[i] == 0 && dense.Voxels[i] == 0 ? 1 : 0);
        }

        var parts = ConnectedComponent.Execute(rest, fullyConnected: false);
        var (gas, count) = (new long[parts.Count + 1], new long[parts.Count + 1]);
        var (bodyContacts, contacts) = (new long[parts.Count + 1], new long[parts.Count + 1]);
        var size = body.Geometry.Size;
        for (var i = 0; i < rest.Voxels.Length; i++)
        {
            var part = parts.Labels.Voxels[i];
            gas[part] += volume.Voxels[i] < GasThreshold ? 1 : 0;
            count[part]++;
            foreach (var (stride, extent) in new[] { (1, size.X), (size.X, size.Y), (size.Y * size.X, size.Z) })
            {
                if (i / stride % extent < extent - 1)
                {
                    Touch(part, i + stride);
                    Touch(parts.Labels.Voxels[i + stride], i);
                }
            }
        }

        for (var i = 0; i < rest.Voxels.Length; i++)
        {
            var part = parts.Labels.Voxels[i];
            if (part > 0 && gas[part] < MostGasInLung * count[part] && bodyContacts[part] > LeastBodyContact * contacts[part])
            {
                body.Voxels[i] = 1;
            }
        }

        void Touch(int part, int neighbour)
        {
            if (part > 0 && rest.Voxels[neighbour] == 0)
            {
                contacts[part]++;
                bodyContacts[part] += body.Voxels[neighbour];
            }
        }
    }

    private static void RemoveGas(Volume<float> volume, Volume<byte> body)
    {
        var smooth = Smoothing.Binomial(volume);
        for (var i = 0; i < body.Voxels.Length; i++)
        {
            if (smooth[i] < GasThreshold)
            {
                body.Voxels[i] = 0;
            }
        }
    }
}
