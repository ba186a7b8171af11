using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>
/// Curves (50xx) and overlays (60xx) go as whole groups: half an overlay is no valid object. With Clean Graphics, overlays
/// that mark a region of interest stay, without their labels and descriptions.
/// </summary>
internal static class OverlayRules
{
    private const ushort Type = 0x0040;
    private const ushort Data = 0x3000;

    // Rows, columns, frames, origin, type, bits, ROI statistics, data.
    private static readonly ushort[] KeptElements =
        [0x0010, 0x0011, 0x0015, Type, 0x0050, 0x0051, 0x0100, 0x0102, 0x1301, 0x1302, 0x1303, Data];

    public static bool IsGraphic(DicomTag tag) =>
        (tag.Group & 0xFF00) is 0x5000 or 0x6000 && !tag.IsPrivate;

    public static IEnumerable<Element> Kept(ElementSet elements, RuleContext context)
    {
        if (!context.Policy.CleanGraphics)
        {
            return [];
        }

        return elements.Where(e => IsGraphic(e.Tag) && (e.Tag.Group & 0xFF00) == 0x6000
            && KeptElements.Contains(e.Tag.Element) && e.Items is null
            && elements.Text(new DicomTag(e.Tag.Group, Type)) == "R"
            && elements[new DicomTag(e.Tag.Group, Data)] is { Value.Length: > 0 });
    }
}
