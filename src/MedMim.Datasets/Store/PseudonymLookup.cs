using MedMim.Datasets.Ingestion;

namespace MedMim.Datasets.Store;

/// <summary>
/// Turns pseudonyms back into paths, for the one who holds the archive and the key. For the terminal only: never write
/// the result to a file of a run.
/// </summary>
public static class PseudonymLookup
{
    /// <summary>Every file of the archive that a store knows, in the archive's order.</summary>
    /// <param name="storePath">The store.</param>
    /// <param name="archivePath">The archive it was made from.</param>
    /// <param name="key">The key it was made with.</param>
    /// <param name="pseudonym">Only files of this series, refusal or file; null for all.</param>
    /// <exception cref="Foundation.Failures.InputException">The store or the archive cannot be read, or the key is another one.</exception>
    public static IEnumerable<LookupEntry> List(string storePath, string archivePath, PseudonymKey key, string? pseudonym = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var store = Path.GetFullPath(storePath);
        var contents = StoreContents.Read(store, key.Pseudonym("key", "check"));
        return ArchiveWalk.List(archivePath, store, key)
            .Where(f => contents.Sources.ContainsKey(f.Id))
            .Select(f => Entry(contents, contents.Sources[f.Id], f.Relative))
            .Where(e => pseudonym is null || e.Id == pseudonym || e.Patient == pseudonym || e.Targets.Contains(pseudonym, StringComparer.Ordinal));
    }

    private static LookupEntry Entry(StoreContents contents, SourceRecord source, string relative) => new(
        source.Id,
        relative,
        source.Outcome,
        source.Targets,
        source.Targets.Select(t => contents.Series.GetValueOrDefault(t)?.Patient).FirstOrDefault(p => p is not null) ?? string.Empty);
}
