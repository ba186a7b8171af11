using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Dicom.Layout;

/// <summary>A transfer syntax in which files are found (DICOM PS3.5 annex A).</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Name">Its name, short, for refusals.</param>
/// <param name="Coding">How pixels are stored.</param>
public sealed record StoredSyntax(string Uid, string Name, PixelCoding Coding)
{
    /// <summary>Whether elements state their representation; false for implicit VR.</summary>
    public bool IsExplicit { get; init; } = true;

    /// <summary>Whether numbers are stored with their most significant byte first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Why images in it are refused; null where they are read.</summary>
    public Refusal? Refusal => Coding == PixelCoding.Unsupported
        ? new(RefusalCodes.Unsupported, $"Its pixels are stored as {Name}, which is not read.")
        : null;
}
