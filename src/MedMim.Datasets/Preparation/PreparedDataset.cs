using System.Collections.Concurrent;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Prepared cases on disk, memory-mapped. Needs neither ITK nor DICOM.</summary>
public sealed class PreparedDataset : IPreparedCases
{
    private readonly Dictionary<string, PreparedEntry> entries;
    private readonly ConcurrentDictionary<string, Lazy<PreparedVolume>> volumes = new(StringComparer.Ordinal);

    private PreparedDataset(string folder, PreparedIndex index)
    {
        Folder = folder;
        Plan = index.Plan;
        Cases = [.. index.Cases.Select(c => c.ToCase()).OrderBy(c => c.Id, StringComparer.Ordinal)];
        entries = index.Cases.ToDictionary(c => c.Id, StringComparer.Ordinal);
    }

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>How the cases were prepared.</summary>
    public PreparationPlan Plan { get; }

    /// <inheritdoc/>
    public IReadOnlyList<PreparedCase> Cases { get; }

    /// <summary>Opens a folder that <see cref="PreparationStep"/> made.</summary>
    /// <exception cref="InputException">It is no such folder.</exception>
    public static PreparedDataset Open(string folder) => new(folder, PreparedIndex.Read(folder));

    /// <summary>The part of its scan that a case is, with the grid that the scan has in the store.</summary>
    public SourceRegion RegionOf(string id) => Find(id).Region;

    /// <summary>What was done to a case.</summary>
    public PreparationRecord RecordOf(string id) => Find(id).Record;

    /// <summary>Digest of everything that a case was made from: voxels, tissue, label, plan.</summary>
    public string DigestOf(string id) => Find(id).Inputs;

    /// <inheritdoc/>
    public PreparedVolume Load(string id) =>
        volumes.GetOrAdd(Find(id).Id, i => new(() => Map(entries[i]))).Value;

    /// <summary>
    /// Numbers of the things that a case's label shows, on its grid, 255 for voxels that do not count; memory-mapped. Null where its label
    /// numbers none.
    /// </summary>
    public ReadOnlyMemory<byte>? Instances(string id) => File.Exists(PreparedFiles.Instances(Folder, id))
        ? Map<byte>(PreparedFiles.Instances(Folder, id), Find(id))
        : default(ReadOnlyMemory<byte>?);

    private PreparedEntry Find(string id) =>
        entries.TryGetValue(id, out var entry) ? entry : throw new KeyNotFoundException($"There is no prepared case {id}.");

    private PreparedVolume Map(PreparedEntry entry) => new(
        entry.ToCase(),
        Map<float>(PreparedFiles.Image(Folder, entry.Id), entry),
        Map<byte>(PreparedFiles.Tissue(Folder, entry.Id), entry),
        entry.HasLabel ? Map<byte>(PreparedFiles.Label(Folder, entry.Id), entry) : default(ReadOnlyMemory<byte>?))
    {
        Others = [.. (entry.Channels ?? []).Select((_, i) => Map<float>(PreparedFiles.Channel(Folder, entry.Id, i + 1), entry))],
    };

    private static ReadOnlyMemory<T> Map<T>(string path, PreparedEntry entry)
        where T : unmanaged
    {
        var mapped = NpyFile.Map<T>(path);
        return mapped.Header.GridSize == entry.Geometry.Size
            ? mapped.Voxels
            : throw new InputException(path, "does not hold the grid of its case", "Prepare the store again.");
    }
}
