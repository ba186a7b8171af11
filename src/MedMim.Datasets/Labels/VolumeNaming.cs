using System.Text.RegularExpressions;
using MedMim.Datasets.Channels;

namespace MedMim.Datasets.Labels;

/// <summary>
/// Reads from the path of a NIfTI, NRRD or MetaImage file what such files do not say themselves: whether it is an image
/// or a label, whose it is, and its modality. Known arrangements:
/// <list type="bullet">
/// <item><c>imagesTr/case_0000.nii.gz</c> and <c>labelsTr/case.nii.gz</c> (nnU-Net, Medical Segmentation Decathlon)</item>
/// <item><c>images/case.nii.gz</c> and <c>labels/case.nii.gz</c> (or <c>masks</c>, <c>segmentations</c>)</item>
/// <item><c>case_image.nrrd</c> and <c>case_label.nrrd</c> (or <c>mask</c>, <c>seg</c>, <c>gt</c>; <c>case.nrrd</c> too)</item>
/// </list>
/// The patient is the case's name; where that says only what kind of scan it is (<c>MR_T1_image</c>), the folder's.
/// The answer depends on the path alone, so adding a file never changes what another one is.
/// </summary>
public static partial class VolumeNaming
{
    private static readonly string[] Extensions = [".nii.gz", ".nii", ".nrrd", ".nhdr", ".mha", ".mhd", ".hdr", ".img"];

    private static readonly Dictionary<string, string> Modalities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ct"] = "CT", ["cbct"] = "CT", ["ldct"] = "CT",
        ["mr"] = "MR", ["mri"] = "MR", ["t1"] = "MR", ["t2"] = "MR", ["t1c"] = "MR", ["t1ce"] = "MR", ["t1w"] = "MR",
        ["t1n"] = "MR", ["t2w"] = "MR", ["t2f"] = "MR", ["t1gd"] = "MR", ["flair"] = "MR", ["dwi"] = "MR", ["adc"] = "MR",
        ["pt"] = "PT", ["pet"] = "PT", ["suv"] = "PT", ["fdg"] = "PT",
    };

    private static readonly HashSet<string> GenericWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "image", "images", "img", "scan", "volume", "vol", "label", "labels", "mask", "masks", "seg", "segmentation",
        "gt", "nifti", "nii", "nrrd", "dicom", "data", "anat", "pre", "post", "ax", "axial", "sag", "cor", "fs",
    };

    /// <summary>Interprets a path.</summary>
    /// <param name="relative">Path relative to the archive, with slashes.</param>
    /// <param name="channels">Modalities by channel number, from a <c>dataset.json</c>; may be empty.</param>
    /// <param name="labels">Whether label names count; otherwise everything is an image.</param>
    /// <param name="rules">The study's channels: what their patterns spell out is no part of a case's name.</param>
    public static VolumeName Of(
        string relative, IReadOnlyDictionary<int, string> channels, bool labels = true, IReadOnlyList<ChannelRule>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(relative);
        ArgumentNullException.ThrowIfNull(channels);
        var parts = relative.Split('/');
        var extension = Extensions.FirstOrDefault(e => parts[^1].EndsWith(e, StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        var stem = parts[^1][..^extension.Length];
        var folder = parts.Length > 1 ? parts[^2] : string.Empty;
        var above = string.Join('/', parts[..Math.Max(0, parts.Length - 2)]);
        var (isLabel, stack, name) = Role(folder, WithoutChannel(stem, channels));
        var modality = Modality(stem, parts, channels);
        var (rule, rest) = isLabel && labels ? default : Channel(rules ?? [], modality, stem);
        if (rule is { Patterns.Count: > 0 })
        {
            name = Role(folder, rest!).Name;
        }

        var key = stack is null ? $"{above}/{folder}/{name}" : $"{above}/{stack}/{name}";
        return new(
            labels && isLabel,
            key,
            Patient(name, parts),
            modality == "OT" ? rule?.Modality ?? modality : modality,
            extension.StartsWith(".n", StringComparison.OrdinalIgnoreCase)
                ? extension is ".nrrd" or ".nhdr" ? "nrrd" : "nifti"
                : extension is ".mha" or ".mhd" ? "metaimage" : "nifti",
            rule?.Name ?? string.Empty);
    }

    private static (ChannelRule? Rule, string? Case) Channel(IReadOnlyList<ChannelRule> rules, string modality, string stem) =>
        rules.Select(r => (Rule: (ChannelRule?)r, Case: r.CaseOf(modality, stem))).FirstOrDefault(r => r.Case is not null);

    private static (bool IsLabel, string? Stack, string Name) Role(string folder, string stem)
    {
        if (LabelFolder().Match(folder) is { Success: true } label)
        {
            return (true, "*" + label.Groups["part"].Value, LabelSuffix().Replace(stem, string.Empty));
        }

        if (ImageFolder().Match(folder) is { Success: true } image)
        {
            return (false, "*" + image.Groups["part"].Value, ImageSuffix().Replace(stem, string.Empty));
        }

        return LabelSuffix().IsMatch(stem) || BareLabel().IsMatch(stem)
            ? (true, null, LabelSuffix().Replace(stem, string.Empty))
            : (false, null, ImageSuffix().Replace(stem, string.Empty));
    }

    /// <summary>
    /// Takes off nnU-Net's channel number. Where no <c>dataset.json</c> lists the channels only <c>_0000</c> is one:
    /// <c>BRATS_0017</c> is a case.
    /// </summary>
    private static string WithoutChannel(string stem, IReadOnlyDictionary<int, string> channels) =>
        ChannelOf(stem) is { } number && (number == 0 || channels.ContainsKey(number)) ? stem[..^5] : stem;

    private static int? ChannelOf(string stem) => Channel().Match(stem) is { Success: true } match
        ? int.Parse(match.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string Patient(string name, string[] parts)
    {
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            var candidate = i == parts.Length - 1 ? name : parts[i];
            if (!Words(candidate).All(IsGeneric))
            {
                return candidate;
            }
        }

        return name;
    }

    private static bool IsGeneric(string word) =>
        GenericWords.Contains(word) || Modalities.ContainsKey(word)
        || ImageFolder().IsMatch(word) || LabelFolder().IsMatch(word);

    private static string Modality(string stem, string[] parts, IReadOnlyDictionary<int, string> channels)
    {
        if (channels.Count > 0)
        {
            return channels.GetValueOrDefault(ChannelOf(stem) ?? 0, "OT");
        }

        // The word nearest to the file decides: CT/patient/T1_image is an MR.
        return parts[..^1].Append(stem).Reverse()
            .SelectMany(Words)
            .Select(w => Modalities.GetValueOrDefault(w))
            .FirstOrDefault(m => m is not null) ?? "OT";
    }

    /// <summary>The modality of a channel's name in a <c>dataset.json</c>.</summary>
    public static string ModalityOf(string channelName) =>
        Words(channelName).Select(w => Modalities.GetValueOrDefault(w)).FirstOrDefault(m => m is not null) ?? "OT";

    private static string[] Words(string text) =>
        text.Split(['_', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\Aimages?(?<part>Tr|Ts|Va|Val)?\z", Options, 1000)]
    private static partial Regex ImageFolder();

    [GeneratedRegex(@"\A(labels?|masks?|segmentations?)(?<part>Tr|Ts|Va|Val)?\z", Options, 1000)]
    private static partial Regex LabelFolder();

    [GeneratedRegex(@"[_\-.](label|labels|mask|masks|seg|segmentation|gt)\z", Options, 1000)]
    private static partial Regex LabelSuffix();

    [GeneratedRegex(@"\A(\w*mask|label|labels|seg|segmentation|gt)\z|[_\-.](seg|mask|label)[_\-.]", Options, 1000)]
    private static partial Regex BareLabel();

    [GeneratedRegex(@"[_\-.](image|img)\z", Options, 1000)]
    private static partial Regex ImageSuffix();

    [GeneratedRegex(@"_(?<number>[0-9]{4})\z", Options, 1000)]
    private static partial Regex Channel();
}
