using System.Globalization;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// What may tell the volumes of one series apart, as one text, <c>echo=2;te=4.6</c>. The names' order is the order in
/// which they are tried: what names a volume by itself first, clocks last.
/// </summary>
internal static class StackKeys
{
    private const char Between = ';';
    private const char Is = '=';

    // Tags that are one for a whole volume, whatever the scanner does from slice to slice.
    private static readonly string[] OfVolumes = ["stack", "component", "echo", "b", "time", "kernel"];

    private static readonly StackTag[] Tags =
    [
        new("stack", DicomTags.StackId, [DicomTags.FrameContentSequence], DicomTags.StackId),
        new("type", DicomTags.ImageType, [
            DicomTags.MRImageFrameTypeSequence, DicomTags.CTImageFrameTypeSequence, DicomTags.PetFrameTypeSequence,
        ], DicomTags.FrameType),
        new("component", null, [DicomTags.MRImageFrameTypeSequence], DicomTags.ComplexImageComponent),
        new("echo", DicomTags.EchoNumbers, [], null),
        new("te", DicomTags.EchoTime, [DicomTags.MREchoSequence], DicomTags.EffectiveEchoTime),
        new("b", DicomTags.DiffusionBValue, [DicomTags.MRDiffusionSequence], DicomTags.DiffusionBValue),
        new("direction", DicomTags.DiffusionGradientOrientation, [], null),
        new("time", DicomTags.TemporalPositionIdentifier, [DicomTags.FrameContentSequence], DicomTags.TemporalPositionIndex),
        new("ti", DicomTags.InversionTime, [DicomTags.MRModifierSequence], DicomTags.InversionTimes),
        new("flip", DicomTags.FlipAngle, [DicomTags.MRTimingAndRelatedParametersSequence], DicomTags.FlipAngle),
        new("phase", DicomTags.NominalPercentageOfCardiacPhase, [DicomTags.CardiacSynchronizationSequence],
            DicomTags.NominalPercentageOfCardiacPhase),
        new("trigger", DicomTags.TriggerTime, [DicomTags.CardiacSynchronizationSequence], DicomTags.NominalCardiacTriggerDelayTime),
        new("kernel", DicomTags.ConvolutionKernel, [DicomTags.CTReconstructionSequence], DicomTags.ConvolutionKernel),
        new("kvp", DicomTags.Kvp, [DicomTags.CTXRayDetailsSequence], DicomTags.Kvp),
        new("acquisition", DicomTags.AcquisitionNumber, [DicomTags.FrameContentSequence], DicomTags.FrameAcquisitionNumber),
        new("reference", DicomTags.FrameReferenceTime, [], null),
        new("clock", DicomTags.AcquisitionTime, [DicomTags.FrameContentSequence], DicomTags.FrameAcquisitionDateTime),
    ];

    /// <summary>The key of a frame. Names without a value are left out.</summary>
    public static string Of(FrameGroups groups)
    {
        var pairs = Tags
            .Select(t => (t.Name, Value: Specific(t.Name, groups) is { Length: > 0 } own ? own : t.Value(groups)))
            .Concat(Dimensions(groups))
            .Where(p => p.Value.Length > 0)
            .Select(p => $"{p.Name}{Is}{p.Value}");
        return string.Join(Between, pairs);
    }

    /// <summary>The values of a key by name.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string key) => key
        .Split(Between, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split(Is, 2))
        .Where(pair => pair.Length == 2)
        .DistinctBy(pair => pair[0], StringComparer.Ordinal)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Where a name stands in the order of trying.</summary>
    public static int Rank(string name) => Array.FindIndex(Tags, t => t.Name == name) is >= 0 and var rank ? rank : Tags.Length;

    /// <summary>Whether a name's value never changes within a volume.</summary>
    public static bool IsOfVolumes(string name) => OfVolumes.Contains(name, StringComparer.Ordinal);

    /// <summary>A value as text: numbers in one notation, so that 4.60 and 4.6 are the same.</summary>
    public static string Text(DicomDataset dataset, DicomTag tag) =>
        Text(dataset.Numbers(tag)) is { Length: > 0 } number ? number : dataset.Text(tag).Replace(Between, ',');

    private static string Text(IReadOnlyList<double> numbers) =>
        string.Join('/', numbers.Select(n => n.ToString("G7", CultureInfo.InvariantCulture)));

    private static string Specific(string name, FrameGroups groups) => name switch
    {
        "component" => Text(groups.Dataset.Numbers(PrivateTags.GeComplexComponent)),
        "b" => Text(VendorDiffusion.BValue(groups.Dataset)),
        "direction" => Text(VendorDiffusion.Direction(groups)),
        _ => string.Empty,
    };

    // Whatever else the maker counts: the dimensions of an enhanced object, the last resort before its frames conflict.
    private static IEnumerable<(string Name, string Value)> Dimensions(FrameGroups groups) =>
        groups.Group(DicomTags.FrameContentSequence).Numbers(DicomTags.DimensionIndexValues)
            .Select((v, i) => ($"index{i.ToString("D2", CultureInfo.InvariantCulture)}", Text([v])));
}
