using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>Diffusion weighting where makers keep it: standard tags, and private ones of older software.</summary>
internal static class VendorDiffusion
{
    // Some versions of GE's software add this to the b-value.
    private const double GeOffset = 1e9;

    /// <summary>The b-value of a maker's own tag, s/mm²; none where missing.</summary>
    public static IReadOnlyList<double> BValue(DicomDataset dataset)
    {
        if (dataset.Numbers(PrivateTags.GeBValue) is [var ge, ..])
        {
            return [ge % GeOffset];
        }

        PrivateTag[] others = [PrivateTags.SiemensBValue, PrivateTags.PhilipsBValue, PrivateTags.UnitedBValue];
        return others.Select(t => dataset.Numbers(t)).FirstOrDefault(v => v.Count > 0) ?? [];
    }

    /// <summary>The gradient's direction, three numbers; none where missing.</summary>
    public static IReadOnlyList<double> Direction(FrameGroups groups)
    {
        var diffusion = groups.Group(DicomTags.MRDiffusionSequence);
        if (diffusion.Items(DicomTags.DiffusionGradientDirectionSequence) is [var item, ..])
        {
            return item.Numbers(DicomTags.DiffusionGradientOrientation);
        }

        var dataset = groups.Dataset;
        return dataset.Numbers(PrivateTags.SiemensDirection) is { Count: 3 } siemens
            ? siemens
            : Three(dataset, PrivateTags.PhilipsDirectionX, PrivateTags.PhilipsDirectionY, PrivateTags.PhilipsDirectionZ)
                is { Count: 3 } philips
            ? philips
            : Three(dataset, PrivateTags.GeDirectionX, PrivateTags.GeDirectionY, PrivateTags.GeDirectionZ);
    }

    private static IReadOnlyList<double> Three(DicomDataset dataset, PrivateTag x, PrivateTag y, PrivateTag z) =>
        [.. new[] { x, y, z }.SelectMany(t => dataset.Numbers(t).Take(1))];
}
