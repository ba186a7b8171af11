using System.Collections.Concurrent;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Store;

/// <summary>
/// A folder of volumes that ingest made: <c>store.json</c>, <c>catalog.parquet</c>, <c>refusals.parquet</c>,
/// <c>sources.parquet</c> and <c>volumes/ID.npy</c>, <c>ID.tissue.npy</c>, <c>ID.label.npy</c>, <c>ID.instances.npy</c>. Reading it needs neither
/// DICOM nor ITK. It holds no identifier of a patient and no file name, but images of bodies: keep it as safe as the
/// archive. Safe to call from several threads at once.
/// </summary>
public sealed class ScanStore
{
    private readonly Dictionary<string, SeriesRecord> byId;
    private readonly ConcurrentDictionary<string, Lazy<ReadOnlyMemory<byte>>> masks = new(StringComparer.Ordinal);

    private ScanStore(string path, StoreManifest manifest, IReadOnlyList<SeriesRecord> series, IReadOnlyList<RefusalRecord> refusals)
    {
        Folder = path;
        Manifest = manifest;
        Series = series;
        Refusals = refusals;
        byId = series.ToDictionary(s => s.Id, StringComparer.Ordinal);
    }

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>Its manifest.</summary>
    public StoreManifest Manifest { get; }

    /// <summary>All series, in the order of their ids.</summary>
    public IReadOnlyList<SeriesRecord> Series { get; }

    /// <summary>All refusals, in the order of their ids.</summary>
    public IReadOnlyList<RefusalRecord> Refusals { get; }

    /// <summary>Opens a store for reading.</summary>
    /// <exception cref="Foundation.Failures.InputException">It is no store, one of a newer program, or damaged.</exception>
    public static ScanStore Open(string path)
    {
        var folder = Path.GetFullPath(path);
        var manifest = StoreManifest.Read(folder);
        return new(
            folder,
            manifest,
            [.. TableFile.Read<SeriesRow>(StoreFiles.Catalog(folder)).Select(r => r.ToRecord())],
            [.. TableFile.Read<RefusalRow>(StoreFiles.Refusals(folder)).Select(r => r.ToRecord())]);
    }

    /// <summary>A series by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SeriesRecord Find(string id) =>
        byId.TryGetValue(id, out var found) ? found : throw new KeyNotFoundException($"The store has no series {id}.");

    /// <summary>The voxels of a series as floating-point numbers on its grid; read, not mapped.</summary>
    public Volume<float> ReadImage(string id) => VoxelReader.ReadFloats(StoreFiles.Image(Folder, id), Find(id));

    /// <summary>The voxels of a series in the type that the store holds; read, not mapped.</summary>
    public IVolume ReadStored(string id) => VoxelReader.ReadStored(StoreFiles.Image(Folder, id), Find(id));

    /// <summary>The tissue prior, C order [z, y, x], memory-mapped and kept.</summary>
    public ReadOnlyMemory<byte> Tissue(string id) => Map(StoreFiles.Tissue(Folder, Find(id).Id));

    /// <summary>The label, C order [z, y, x], memory-mapped and kept; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Label(string id) =>
        Find(id).HasLabel ? Map(StoreFiles.Label(Folder, id)) : default(ReadOnlyMemory<byte>?);

    /// <summary>
    /// Numbers of the things that the label shows, C order [z, y, x], 0 for background and 255 for voxels that do not count; memory-mapped
    /// and kept. Null where there are none.
    /// </summary>
    public ReadOnlyMemory<byte>? Instances(string id) =>
        Find(id).HasLabel && File.Exists(StoreFiles.Instances(Folder, id)) ? Map(StoreFiles.Instances(Folder, id)) : default(ReadOnlyMemory<byte>?);

    /// <summary>The files of a series, for whoever reads them slice by slice.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public StoredScan Scan(string id)
    {
        var series = Find(id);
        return new(id, series.Modality, series.Geometry, series.VoxelType, StoreFiles.Image(Folder, id), StoreFiles.Tissue(Folder, id));
    }

    internal static IReadOnlyList<SourceRecord> ReadSources(string store) =>
        File.Exists(StoreFiles.Sources(store))
            ? TableFile.Read(StoreFiles.Sources(store), (SourceRow r) => r.ToRecord())
            : [];

    private ReadOnlyMemory<byte> Map(string path) =>
        masks.GetOrAdd(path, p => new(() => NpyFile.Map<byte>(p).Voxels)).Value;
}
