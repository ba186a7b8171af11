using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>Whether an image's pixels may hold text that names somebody. Nobody reads the pixels: the header must speak.</summary>
internal static class BurnedInRisk
{
    // Modalities whose images routinely or often carry text.
    private static readonly HashSet<string> RiskyModalities = new(StringComparer.Ordinal)
    {
        "US", "IVUS", "SC", "OT", "XA", "RF", "CR", "DX", "MG", "PX", "IO", "RTIMAGE", "ES", "XC", "GM", "SM", "OP", "OPT", "OPM",
        "DOC", "SR", "BDUS", "BMD", "EPS", "HC", "HD", "LS", "OAM", "OPV", "AR", "KER", "LEN", "SRF", "VA", "TG", "DG",
    };

    private static readonly HashSet<string> SliceClasses = new(StringComparer.Ordinal)
    {
        DicomUids.CtImage, DicomUids.MrImage, "1.2.840.10008.5.1.4.1.1.128", "1.2.840.10008.5.1.4.1.1.2.1",
        "1.2.840.10008.5.1.4.1.1.4.1", "1.2.840.10008.5.1.4.1.1.130", "1.2.840.10008.5.1.4.1.1.2.2",
        "1.2.840.10008.5.1.4.1.1.4.4", "1.2.840.10008.5.1.4.1.1.128.1",
    };

    // Single and multi-frame secondary captures.
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    private static readonly string[] ScreenTerms = ["SCREEN SAVE", "SCREENSAVE", "SCREEN CAPTURE", "REPORT", "DOSE_REPORT", "PASTED", "ANNOTATED"];

    /// <exception cref="RefusedException"><c>burned-in-text</c>: there may be text, and the policy does not accept it.</exception>
    public static void Check(ElementSet dataset, string sopClass, BurnedInText policy)
    {
        if (dataset[Tags.PixelData] is null)
        {
            return;
        }

        var statement = dataset.Text(Tags.BurnedInAnnotation);
        if (statement == "YES")
        {
            throw Refuse("The image says that it holds burned-in text.");
        }

        if (policy == BurnedInText.Accept)
        {
            return;
        }

        // Pixel bits beside the image's own are an overlay, which the header's statement does not cover.
        if (dataset.Any(e => (e.Tag.Group & 0xFF00) == 0x6000 && e.Tag.Element == 0x0100 && dataset[new(e.Tag.Group, 0x3000)] is null))
        {
            throw Refuse("An overlay lies in the bits of its pixels.");
        }

        if (statement == "NO")
        {
            return;
        }

        var isSlice = SliceClasses.Contains(sopClass);
        if (sopClass.StartsWith(SecondaryCapture, StringComparison.Ordinal)
            || (!isSlice && RiskyModalities.Contains(dataset.Text(Tags.Modality)))
            || (!isSlice && dataset.Text(Tags.Modality).Length == 0))
        {
            throw Refuse("A picture of a kind that often holds burned-in text, and it does not say that it holds none.");
        }

        var imageType = Texts.Values(dataset[Tags.ImageType]?.Value ?? []);
        if (imageType.Any(t => ScreenTerms.Contains(t, StringComparer.Ordinal)))
        {
            throw Refuse("A picture of a screen, and it does not say that it holds no burned-in text.");
        }

        if (imageType.Contains("SECONDARY", StringComparer.Ordinal) && !(isSlice && policy == BurnedInText.AcceptDerivedSlices))
        {
            throw Refuse("A derived image, and it does not say that it holds no burned-in text.");
        }
    }

    private static RefusedException Refuse(string reason) => new(new(RefusalCodes.BurnedInText, reason));
}
