using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Lists an archive's files in ordinal order of their relative paths' parts. Links are followed; a folder that was
/// entered before, under whatever name, is not entered again, so loops end.
/// </summary>
internal static class ArchiveWalk
{
    /// <param name="archive">The archive's folder.</param>
    /// <param name="excluded">A folder to leave out: the store, where it lies in the archive.</param>
    /// <param name="key">Makes the files' pseudonyms.</param>
    /// <exception cref="InputException">The archive is missing, or a folder in it cannot be read.</exception>
    public static IReadOnlyList<ArchiveFile> List(string archive, string excluded, PseudonymKey key)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(archive));
        if (!Directory.Exists(root))
        {
            throw new InputException(archive, "is not a folder", "Name the folder that holds the scans.");
        }

        var files = new List<ArchiveFile>();
        var entered = new HashSet<string>(StringComparer.Ordinal) { Real(new DirectoryInfo(Path.GetFullPath(excluded))) };
        Enter(new DirectoryInfo(root), root.EndsWith('/') ? root.Length : root.Length + 1, entered, files, key);
        return files;
    }

    private static void Enter(
        DirectoryInfo folder, int rootLength, HashSet<string> entered, List<ArchiveFile> files, PseudonymKey key)
    {
        if (!entered.Add(Real(folder)))
        {
            return;
        }

        foreach (var entry in Entries(folder))
        {
            if (entry.Name.StartsWith(".partial-", StringComparison.Ordinal))
            {
                continue;
            }

            if (entry is DirectoryInfo child)
            {
                Enter(child, rootLength, entered, files, key);
            }
            else if (Target((FileInfo)entry) is { Exists: true } target)
            {
                var path = entry.FullName;
                files.Add(new(
                    path, rootLength, key.Pseudonym("path", path[rootLength..]), target.Length, target.LastWriteTimeUtc.Ticks));
            }
        }
    }

    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            var entries = folder.GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder.FullName, "cannot be read", "Give yourself read access to the archive.", e);
        }
    }

    private static FileInfo? Target(FileInfo file)
    {
        try
        {
            return file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        }
        catch (IOException)
        {
            return null; // A link to itself leads nowhere.
        }
    }

    private static string Real(DirectoryInfo folder)
    {
        // Only the last part may be a link: the parts above were resolved when their own folder was entered.
        var parent = folder.Parent is null ? string.Empty : RealParent(folder.Parent);
        var target = folder.Exists && folder.LinkTarget is not null ? SafeTarget(folder) : null;
        return target ?? Path.Combine(parent, folder.Name);
    }

    private static string RealParent(DirectoryInfo folder) =>
        folder.Parent is null ? folder.FullName : Real(folder);

    private static string? SafeTarget(DirectoryInfo folder)
    {
        try
        {
            return folder.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo target ? Real(target) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
