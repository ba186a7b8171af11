namespace MedMim.FineTuning.Detection;

/// <summary>A file of detections, best first.</summary>
internal sealed record DetectionDocument
{
    /// <summary>
    /// Low z, low y, high z, high y, low x, high x, in voxels of the scan's own array [z, y, x]: voxel i covers i to i + 1.
    /// </summary>
    public required IReadOnlyList<double[]> PredBoxes { get; init; }

    /// <summary>Scores, 0 to 1.</summary>
    public required IReadOnlyList<double> PredScores { get; init; }

    /// <summary>Label values, from 1.</summary>
    public required IReadOnlyList<int> PredLabels { get; init; }

    /// <summary>Label names.</summary>
    public required IReadOnlyList<string> PredNames { get; init; }

    /// <summary>Centres [x, y, z] in the patient: LPS, mm.</summary>
    public required IReadOnlyList<double[]> CentreLpsMm { get; init; }

    /// <summary>Extents along the scan's axes [z, y, x], mm; with the centre and <see cref="AxesLps"/> all of the box in the patient.</summary>
    public required IReadOnlyList<double[]> SizeMm { get; init; }

    /// <summary>The box along the patient's axes around each: low and high [x, y, z], LPS, mm.</summary>
    public required IReadOnlyList<double[][]> BoundsLpsMm { get; init; }

    /// <summary>Which way the scan's axes [z, y, x] go in the patient: unit vectors [x, y, z], LPS.</summary>
    public IReadOnlyList<double[]> AxesLps { get; init; } = [];

    /// <summary>Voxels of the scan, [z, y, x].</summary>
    public required IReadOnlyList<int> GridSize { get; init; }
}
