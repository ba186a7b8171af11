using System.Collections.Concurrent;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Gdcm;

/// <summary>Tags and value representations between the two worlds.</summary>
internal static class GdcmTags
{
    private static readonly ConcurrentDictionary<uint, DicomVr> Dictionary = new();
    private static readonly ConcurrentDictionary<gdcm.VR.VRType, DicomVr> Representations = new();

    public static gdcm.Tag New(DicomTag tag) => new(tag.Group, tag.Element);

    /// <summary>The representation of an element; from the standard's dictionary where the file does not say.</summary>
    public static DicomVr VrOf(gdcm.DataElement element, uint number)
    {
        using var vr = element.GetVR();
        var type = vr.GetVRField();
        return type is gdcm.VR.VRType.INVALID or gdcm.VR.VRType.UN
            ? Dictionary.GetOrAdd(number, LookUp)
            : Representations.GetOrAdd(type, Parse);
    }

    public static gdcm.VR NewVr(DicomVr vr) => new(gdcm.VR.GetVRType(vr.ToString()));

    private static DicomVr LookUp(uint number)
    {
        using var tag = new gdcm.Tag(number);
        if (tag.IsPrivate() || tag.IsGroupLength())
        {
            return DicomVr.UN;
        }

        using var dicts = gdcm.Global.GetInstance().GetDicts();
        using var entry = dicts.GetDictEntry(tag);
        using var vr = entry.GetVR();
        return Parse(vr.GetVRField());
    }

    private static DicomVr Parse(gdcm.VR.VRType type)
    {
        // Ambiguous entries: the unsigned reading, which is right for all tags that we use.
        var name = type switch
        {
            gdcm.VR.VRType.US_SS or gdcm.VR.VRType.US_SS_OW => "US",
            gdcm.VR.VRType.OB_OW => "OW",
            _ => gdcm.VR.GetVRString(type),
        };
        return Enum.TryParse<DicomVr>(name, out var vr) ? vr : DicomVr.UN;
    }
}
