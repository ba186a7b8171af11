using MedMim.Imaging.Segmentations;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>The coded terms of a label, each as <c>SCHEME:VALUE MEANING</c>.</summary>
public sealed record LabelCodes
{
    /// <summary>Segmented Property Category, such as <c>SCT:49755003 Morphologically Abnormal Structure</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Segmented Property Type, such as <c>SCT:108369006 Neoplasm</c>.</summary>
    public required string Type { get; init; }

    /// <summary>A term of that form, which the schema has checked.</summary>
    public static CodedTerm Term(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new(text[(colon + 1)..space], text[..colon], text[(space + 1)..].Trim());
    }
}
