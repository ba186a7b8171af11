namespace MedMim.Imaging.Segmentations;

/// <summary>Segmentation Type (0062,0001; DICOM PS3.3 C.8.20.2).</summary>
public enum SegmentationKind
{
    /// <summary>BINARY: a bit a pixel; a frame belongs to one segment.</summary>
    Binary = 0,

    /// <summary>FRACTIONAL: a byte a pixel, a part of Maximum Fractional Value; a frame belongs to one segment.</summary>
    Fractional = 1,

    /// <summary>LABELMAP: a pixel is the number of its segment.</summary>
    Labelmap = 2,
}
