using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Files;

/// <summary>What one file is, from its header alone.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Kind">What it is.</param>
public sealed record FileInspection(string Path, FileKind Kind)
{
    /// <summary>The header of a <see cref="FileKind.DicomImage"/>, <see cref="FileKind.StructureSet"/> or <see cref="FileKind.Segmentation"/>.</summary>
    public InstanceHeader? Header { get; init; }

    /// <summary>The grid of a <see cref="FileKind.Volume"/>.</summary>
    public VolumeGeometry? Geometry { get; init; }

    /// <summary>Set where the file cannot be used.</summary>
    public Refusal? Refusal { get; init; }
}
