using MedMim.Imaging.Itk;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>
/// How an image comes to a grid of another spacing: by interpolating cubic B-splines, and along an anisotropic axis by lines, in a
/// second step. A part of the result along z can be made of the part of the image around it: what a voxel adds to a spline's
/// coefficients falls to 0.27 of it with every further voxel, so that beyond <see cref="Reach"/> voxels 1e-8 is left of it: nothing in
/// 32-bit floating point.
/// </summary>
/// <param name="From">The image's grid.</param>
/// <param name="To">The wanted grid: the same axes and centre.</param>
/// <param name="InPlane">The grid of the first step.</param>
/// <param name="Across">The axis of the second one (0 for z, 1 for y, 2 for x); null where there is none.</param>
internal sealed record ResamplingRoute(VolumeGeometry From, VolumeGeometry To, VolumeGeometry InPlane, int? Across)
{
    /// <summary>How many voxels before and behind its own a part of the result needs.</summary>
    public const int Reach = 14;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsNone => From.CoincidesWith(To, 0);

    /// <summary>What is done, in words.</summary>
    public string Words => IsNone ? "none" : Across is { } thick ? $"cubic, linear along {"zyx"[thick]}" : "cubic";

    private bool HasFirstStep => InPlane.Size != From.Size || InPlane.Spacing != From.Spacing;

    /// <summary>Finds the route.</summary>
    /// <param name="from">The image's grid.</param>
    /// <param name="to">The wanted one.</param>
    /// <param name="anisotropy">From which ratio of spacings on an axis is interpolated linearly.</param>
    public static ResamplingRoute Of(VolumeGeometry from, VolumeGeometry to, double anisotropy)
    {
        var across = AnisotropicAxis.Of(from, to, anisotropy);
        return new(from, to, across is { } axis ? PreparedGrid.Except(from, to, axis) : to, across);
    }

    /// <summary>Resamples the whole image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="range">Its least and its largest value, which the result keeps to.</param>
    public Volume<float> Execute(Volume<float> image, (float Least, float Most) range) => Execute(image, InPlane, To, range);

    /// <summary>The slices of the image that the result's slices [<paramref name="first"/>, <paramref name="end"/>) need.</summary>
    public (int First, int End) Needed(int first, int end)
    {
        var lowest = From.ToIndex(To.ToPhysical(first, 0, 0)).Z;
        var highest = From.ToIndex(To.ToPhysical(end - 1, 0, 0)).Z;
        return (Math.Clamp((int)lowest - Reach, 0, From.Size.Z - 1), Math.Clamp((int)highest + 2 + Reach, 1, From.Size.Z));
    }

    /// <summary>The result's slices [<paramref name="first"/>, <paramref name="end"/>).</summary>
    /// <param name="part">The slices of the image from <paramref name="begin"/> on, as <see cref="Needed"/> says.</param>
    /// <param name="begin">The first of them.</param>
    /// <param name="first">The first slice of the result.</param>
    /// <param name="end">The one after its last.</param>
    /// <param name="range">The whole image's least and largest value.</param>
    public Volume<float> Execute(Volume<float> part, int begin, int first, int end, (float Least, float Most) range)
    {
        var inPlane = Across == 0 ? Slab(InPlane, begin, begin + part.Geometry.Size.Z) : Slab(InPlane, first, end);
        return Execute(part, inPlane, Slab(To, first, end), range);
    }

    /// <summary>The slices [<paramref name="first"/>, <paramref name="end"/>) of a grid.</summary>
    public static VolumeGeometry Slab(VolumeGeometry grid, int first, int end) =>
        grid with { Size = grid.Size with { Z = end - first }, Origin = grid.ToPhysical(first, 0, 0) };

    private Volume<float> Execute(Volume<float> image, VolumeGeometry inPlane, VolumeGeometry to, (float Least, float Most) range)
    {
        var result = HasFirstStep ? Resample.Execute(image, inPlane, Interpolator.BSpline, range.Least) : image;
        if (Across is not null)
        {
            result = Resample.Execute(result, to, Interpolator.Linear, range.Least);
        }

        foreach (ref var value in result.Voxels.AsSpan())
        {
            value = Math.Clamp(value, range.Least, range.Most);
        }

        return result;
    }
}
