using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Series;

/// <summary>A tag that may tell the volumes of a series apart.</summary>
/// <param name="Name">Its short name in a <see cref="InstanceHeader.StackKey"/>.</param>
/// <param name="Classic">The tag in a classic image; null where there is none.</param>
/// <param name="Macros">The functional groups that may hold it in an enhanced object.</param>
/// <param name="Enhanced">The tag within them.</param>
internal sealed record StackTag(string Name, DicomTag? Classic, IReadOnlyList<DicomTag> Macros, DicomTag? Enhanced)
{
    /// <summary>The value of a frame; empty where missing.</summary>
    public string Value(FrameGroups groups)
    {
        if (Enhanced is { } tag)
        {
            foreach (var macro in Macros)
            {
                if (StackKeys.Text(groups.Group(macro), tag) is { Length: > 0 } value)
                {
                    return value;
                }
            }
        }

        return Classic is { } classic ? StackKeys.Text(groups.Dataset, classic) : string.Empty;
    }
}
