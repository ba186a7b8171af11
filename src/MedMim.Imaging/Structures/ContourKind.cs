namespace MedMim.Imaging.Structures;

/// <summary>Contour Geometric Type (3006,0042; DICOM PS3.3 C.8.8.6.1).</summary>
public enum ContourKind
{
    /// <summary>CLOSED_PLANAR: a polygon in one plane.</summary>
    ClosedPlanar = 0,

    /// <summary>CLOSEDPLANAR_XOR: a polygon, to be combined with those of its plane by exclusive or.</summary>
    ClosedPlanarXor = 1,

    /// <summary>POINT, OPEN_PLANAR, OPEN_NONPLANAR, or a word that the standard does not know: encloses nothing.</summary>
    Open = 2,
}
