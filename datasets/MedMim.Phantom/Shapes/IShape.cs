using MedMim.Imaging.Volumes;

namespace MedMim.Phantom.Shapes;

/// <summary>A region of physical space (LPS, mm) given by its approximate signed distance.</summary>
internal interface IShape
{
    /// <summary>Holds everything whose distance is negative.</summary>
    Box Bounds { get; }

    /// <summary>Approximate distance to the surface in mm: negative inside, 0 on it.</summary>
    double Distance(in Vector3 point);
}
