using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Elements;

namespace MedMim.Imaging.Deidentification.Pixels;

/// <summary>
/// Whether a face may be reconstructed from the slices: a CT, MR or PET of the head, by what the header says of the body
/// part. The profile leaves pixels alone; the file at least says so (0028,0302).
/// </summary>
internal static partial class RecognizableFeatures
{
    private static readonly HashSet<string> Modalities = new(StringComparer.Ordinal) { "CT", "MR", "PT" };

    public static bool MayShow(ElementSet dataset) => Modalities.Contains(dataset.Text(Tags.Modality))
        && (Head().IsMatch(dataset.Text(Tags.BodyPart)) || Head().IsMatch(dataset.Text(Tags.StudyDescription))
            || Head().IsMatch(dataset.Text(Tags.SeriesDescription)) || Head().IsMatch(dataset.Text(Tags.ProtocolName)));

    [GeneratedRegex(
        "head|brain|skull|face|facial|neck|orbit|sinus|cranium|cerebr|neuro|whole.?body|kopf|sch[aä]del|t[eê]te|crane|cr[aâ]ne",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Head();
}
