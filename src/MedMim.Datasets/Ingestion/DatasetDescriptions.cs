using MedMim.Datasets.Labels;

namespace MedMim.Datasets.Ingestion;

/// <summary>The <c>dataset.json</c> files of an archive; each describes the folders beside it.</summary>
internal sealed class DatasetDescriptions
{
    /// <summary>The file's name.</summary>
    public const string FileName = "dataset.json";

    private static readonly Dictionary<int, string> None = [];
    private readonly Dictionary<string, IReadOnlyDictionary<int, string>> byFolder;

    public DatasetDescriptions(IEnumerable<ArchiveFile> files) =>
        byFolder = files.Where(IsDescription).ToDictionary(
            f => f.Relative[..^FileName.Length].TrimEnd('/'),
            f => DatasetDescription.ReadChannels(f.Path),
            StringComparer.Ordinal);

    /// <summary>Whether a file is one; when it changes, everything is read again.</summary>
    public static bool IsDescription(ArchiveFile file) =>
        file.Relative == FileName || file.Relative.EndsWith("/" + FileName, StringComparison.Ordinal);

    /// <summary>The channels for <c>folder/imagesTr/case_0000.nii.gz</c>, from <c>folder/dataset.json</c>.</summary>
    public IReadOnlyDictionary<int, string> ChannelsFor(string relative)
    {
        var parts = relative.Split('/');
        return parts.Length < 2 ? None : byFolder.GetValueOrDefault(string.Join('/', parts[..^2]), None);
    }
}
