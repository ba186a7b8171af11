using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Scans.Series;

/// <summary>One slice of a series, whether it is a file, a frame or a tile of a mosaic.</summary>
/// <param name="Header">Its file.</param>
/// <param name="Frame">Its frame or tile, from 0.</param>
/// <param name="Place">Where it lies, and what tells its volume from others.</param>
internal sealed record Slice(InstanceHeader Header, int Frame, FrameHeader Place)
{
    /// <summary>Slices that claim its place or its identity, and must have its pixels.</summary>
    public IReadOnlyList<Slice> Copies { get; init; } = [];

    /// <summary>Centre of the first pixel, LPS, mm. Only for slices that have a place.</summary>
    public Vector3 Position => Place.Position!.Value;

    /// <summary>Whether it can be placed in space.</summary>
    public bool HasPlace => Place is
    {
        Position: not null, RowDirection: not null, ColumnDirection: not null, RowSpacing: > 0, ColumnSpacing: > 0,
    };

    /// <summary>Its number in the order of the series: the frame, or the Instance Number; null where missing.</summary>
    public int? Number => Header.Frames > 1 ? Frame : Header.InstanceNumber;

    /// <summary>Right-handed normal of its plane.</summary>
    public Vector3 Normal => Vector3.Cross(Place.RowDirection!.Value, Place.ColumnDirection!.Value);

    /// <summary>The slices of a file. One whose frames cannot be told apart counts as one slice without a place.</summary>
    public static IEnumerable<Slice> Of(InstanceHeader header)
    {
        var frames = header.Mosaic?.Tiles ?? header.Frames;
        if (header.FrameHeaders.Count > 0)
        {
            return header.FrameHeaders.Count == frames
                ? header.FrameHeaders.Select((f, i) => new Slice(header, i, f))
                : [new(header, 0, new())];
        }

        var place = new FrameHeader
        {
            RowDirection = header.RowDirection,
            ColumnDirection = header.ColumnDirection,
            RowSpacing = header.RowSpacing,
            ColumnSpacing = header.ColumnSpacing,
            StackKey = header.StackKey,
        };
        return header.Positions.Count == frames
            ? header.Positions.Select((p, i) => new Slice(header, i, place with { Position = p }))
            : [new(header, 0, place)];
    }
}
