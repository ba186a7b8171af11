using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Series;

/// <summary>One volume to be read: its files in the order of its slices, or a single volume file.</summary>
/// <param name="Kind"><see cref="FileKind.DicomImage"/> or <see cref="FileKind.Volume"/>.</param>
/// <param name="Files">Absolute paths; slice k of the volume is in file k, or all frames are in the only file.</param>
/// <param name="Geometry">The grid of the volume.</param>
public sealed record SeriesPlan(FileKind Kind, IReadOnlyList<string> Files, VolumeGeometry Geometry)
{
    /// <summary>
    /// For a multi-frame file the frame, for a mosaic the tile, that is the k-th slice; empty for a file a slice.
    /// </summary>
    public IReadOnlyList<int> FrameOrder { get; init; } = [];

    /// <summary>Slices left out because a slice of the plan lies where they do. Reading it refuses if their pixels differ.</summary>
    public IReadOnlyList<SliceCopy> Copies { get; init; } = [];

    /// <summary>How the slices are put on the grid where they do not lie on it as they are; null where they do.</summary>
    public SliceResampling? Resampling { get; init; }

    /// <summary>What tells this volume from others of its series, such as <c>echo=2</c>; empty where nothing has to.</summary>
    public string Stack { get; init; } = string.Empty;

    /// <summary>Codes of corrections that were made, such as <c>duplicates-removed</c>.</summary>
    public IReadOnlyList<string> Corrections { get; init; } = [];

    /// <summary>The header of the first slice; null for a volume file.</summary>
    public InstanceHeader? Header { get; init; }
}
