using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Foundation.Failures;

namespace MedMim.Datasets.Ingestion;

/// <summary>The tables of a store while an ingest rewrites them.</summary>
/// <param name="Series">Rows of the catalogue, by id.</param>
/// <param name="Refusals">Rows of the refusals.</param>
/// <param name="Sources">Rows of the sources, by id.</param>
internal sealed record StoreContents(
    Dictionary<string, SeriesRecord> Series, List<RefusalRecord> Refusals, Dictionary<string, SourceRecord> Sources)
{
    /// <summary>What a store holds; nothing where there is none yet.</summary>
    /// <exception cref="InputException">The folder holds something else, a newer store, or one made with another key.</exception>
    public static StoreContents Read(string store, string keyCheck)
    {
        if (!File.Exists(Path.Combine(store, StoreManifest.FileName)))
        {
            return RequireEmpty(store);
        }

        if (StoreManifest.Read(store).KeyCheck != keyCheck)
        {
            throw new InputException(
                store,
                "was made with another pseudonym key: the same patient would get another pseudonym",
                $"Name that key's file in {PseudonymKey.Variable}, or ingest into another folder.");
        }

        return !File.Exists(StoreFiles.Catalog(store)) || !File.Exists(StoreFiles.Refusals(store))
            ? Empty
            : new(
                TableFile.Read<SeriesRow>(StoreFiles.Catalog(store)).Select(r => r.ToRecord())
                    .ToDictionary(s => s.Id, StringComparer.Ordinal),
                [.. TableFile.Read<RefusalRow>(StoreFiles.Refusals(store)).Select(r => r.ToRecord())],
                ScanStore.ReadSources(store).ToDictionary(s => s.Id, StringComparer.Ordinal));
    }

    /// <summary>Ids of all series and refusals.</summary>
    public IReadOnlySet<string> Targets() =>
        Series.Keys.Concat(Refusals.Select(r => r.Id)).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Writes the tables, each atomically, and the sources last: a store stopped between them reads its new files again.
    /// </summary>
    public void Write(string store)
    {
        var files = new List<(string Temporary, string Path)>();
        try
        {
            files.Add(TableFile.Prepare(StoreFiles.Catalog(store), CatalogRows()));
            files.Add(TableFile.Prepare(StoreFiles.Refusals(store), Refusals.Distinct()
                .OrderBy(r => r.Id, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal).Select(RefusalRow.From)));
            files.Add(TableFile.Prepare(StoreFiles.Sources(store), Sources.Values
                .OrderBy(s => s.Id, StringComparer.Ordinal).Select(SourceRow.From)));
            AtomicFile.PublishAll(files);
        }
        finally
        {
            files.ForEach(f => File.Delete(f.Temporary));
        }
    }

    /// <summary>Writes the catalogue alone.</summary>
    public void WriteCatalog(string store) => TableFile.Write(StoreFiles.Catalog(store), CatalogRows());

    /// <summary>Deletes every file of the volumes' folder that belongs to no series of the catalogue.</summary>
    /// <param name="store">The store.</param>
    /// <param name="pending">Whether to keep finished volumes that are not in the catalogue yet.</param>
    public void Sweep(string store, bool pending)
    {
        foreach (var file in Directory.EnumerateFiles(StoreFiles.Volumes(store)))
        {
            var name = Path.GetFileName(file);
            var id = name.Split('.')[0];
            var wanted = Series.TryGetValue(id, out var series)
                ? !name.EndsWith(".pending.json", StringComparison.Ordinal)
                    && (series.HasLabel || !(name.EndsWith(".label.npy", StringComparison.Ordinal) || name.EndsWith(".instances.npy", StringComparison.Ordinal)))
                : pending && id.Length > 0 && File.Exists(StoreFiles.Pending(store, id));
            if (!wanted)
            {
                File.Delete(file);
            }
        }

        FileSync.Folder(StoreFiles.Volumes(store));
    }

    private IEnumerable<SeriesRow> CatalogRows() =>
        Series.Values.OrderBy(s => s.Id, StringComparer.Ordinal).Select(SeriesRow.From);

    private static StoreContents Empty =>
        new(new(StringComparer.Ordinal), [], new(StringComparer.Ordinal));

    private static StoreContents RequireEmpty(string store)
    {
        var foreign = Directory.EnumerateFileSystemEntries(store)
            .Any(e => !Path.GetFileName(e).StartsWith('.') && Path.GetFileName(e) != "volumes");
        return foreign
            ? throw new InputException(store, "is a folder that holds other things", "Name an empty or a new folder for the store.")
            : Empty;
    }
}
