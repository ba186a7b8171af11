using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Headers;

/// <summary>Where one frame of a multi-frame object lies, and what tells its volume from others of the same object.</summary>
public sealed record FrameHeader
{
    /// <summary>Image Position (Patient), LPS, mm; null where missing.</summary>
    public Vector3? Position { get; init; }

    /// <summary>Direction in which the column index grows.</summary>
    public Vector3? RowDirection { get; init; }

    /// <summary>Direction in which the row index grows.</summary>
    public Vector3? ColumnDirection { get; init; }

    /// <summary>Distance between rows (along y), mm.</summary>
    public double? RowSpacing { get; init; }

    /// <summary>Distance between columns (along x), mm.</summary>
    public double? ColumnSpacing { get; init; }

    /// <summary>What may tell volumes apart, as in <see cref="InstanceHeader.StackKey"/>.</summary>
    public string StackKey { get; init; } = string.Empty;
}
