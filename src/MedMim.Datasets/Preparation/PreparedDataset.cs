using System.Collections.Concurrent;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Prepared cases on disk, memory-mapped. Needs neither ITK nor DICOM.</summary>
public sealed class PreparedDataset : IPreparedCases
{
    private readonly string folder;
    private readonly Dictionary<string, PreparedEntry> entries;
    private readonly ConcurrentDictionary<string, Lazy<PreparedVolume>> volumes = new(StringComparer.Ordinal);

    private PreparedDataset(string folder, PreparedIndex index)
    {
        this.folder = folder;
        OptionsDigest = index.Options;
        Cases = [.. index.Cases.Select(c => c.ToCase()).OrderBy(c => c.Id, StringComparer.Ordinal)];
        entries = index.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    }

    /// <summary>Digest of the options that the cases were prepared with.</summary>
    public string OptionsDigest { get; }

    /// <inheritdoc/>
    public IReadOnlyList<PreparedCase> Cases { get; }

    /// <summary>Opens a folder that <see cref="PreparationStep"/> made.</summary>
    /// <exception cref="InputException">It is no such folder.</exception>
    public static PreparedDataset Open(string folder) => new(folder, PreparedIndex.Read(folder));

    /// <summary>The grid that a case has in the store.</summary>
    public VolumeGeometry OriginalGeometry(string id) => Find(id).Original;

    /// <inheritdoc/>
    public PreparedVolume Load(string id) =>
        volumes.GetOrAdd(Find(id).Id, i => new(() => Map(entries[i]))).Value;

    private PreparedEntry Find(string id) =>
        entries.TryGetValue(id, out var entry) ? entry : throw new KeyNotFoundException($"There is no prepared case {id}.");

    private PreparedVolume Map(PreparedEntry entry) => new(
        entry.ToCase(),
        Map<float>(PreparedFiles.Image(folder, entry.Id), entry),
        Map<byte>(PreparedFiles.Tissue(folder, entry.Id), entry),
        entry.HasLabel ? Map<byte>(PreparedFiles.Label(folder, entry.Id), entry) : default(ReadOnlyMemory<byte>?));

    private static ReadOnlyMemory<T> Map<T>(string path, PreparedEntry entry)
        where T : unmanaged
    {
        var mapped = NpyFile.Map<T>(path);
        return mapped.Header.GridSize == entry.Geometry.Size
            ? mapped.Voxels
            : throw new InputException(path, "does not hold the grid of its case", "Prepare the store again.");
    }
}
