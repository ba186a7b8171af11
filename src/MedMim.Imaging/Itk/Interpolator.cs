namespace MedMim.Imaging.Itk;

/// <summary>How a value between voxels is found. The numbers are part of the shim's interface.</summary>
public enum Interpolator
{
    /// <summary>The nearest voxel's value: no new values, so labels stay labels.</summary>
    NearestNeighbor = 0,

    /// <summary>Trilinear.</summary>
    Linear = 1,

    /// <summary>Interpolating cubic B-spline; may overshoot beyond the values of the input.</summary>
    BSpline = 2,
}
