using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Scans.Files;

/// <summary>The index of a disc, DICOMDIR (DICOM PS3.3 annex F): its files are read as any others, so it is only checked.</summary>
internal static class DirectoryIndex
{
    private const int LongestName = 8;
    private const int MostLevels = 8;

    /// <summary>How many of the files that an index names are not there.</summary>
    /// <param name="dataset">The index.</param>
    /// <param name="folder">The folder that it lies in.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static int CountMissing(DicomDataset dataset, string folder) =>
        dataset.Items(DicomTags.DirectoryRecordSequence)
            .Select(record => record.Texts(DicomTags.ReferencedFileId))
            .Count(name => IsName(name) && !Exists(folder, name));

    // Names on a disc have at most eight levels of eight letters, digits or underscores (PS3.12 annex F, PS3.10 8.5). Others
    // are none, and might lead out of the folder.
    private static bool IsName(IReadOnlyList<string> levels) =>
        levels.Count is > 0 and <= MostLevels
        && levels.All(l => l.Length is > 0 and <= LongestName && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    // Copies of discs often have their names in lower case.
    private static bool Exists(string folder, IReadOnlyList<string> levels) =>
        File.Exists(Path.Combine([folder, .. levels]))
        || File.Exists(Path.Combine([folder, .. levels.Select(l => l.ToLowerInvariant())]));
}
