using System.Collections.Concurrent;
using System.Globalization;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Scans;

namespace MedMim.Datasets.Ingestion;

/// <summary>One ingest, with the store's lock held.</summary>
internal sealed class IngestRun(
    IScanReader reader, PseudonymKey key, IProgressReporter progress, IngestOptions options, string store, IReadOnlyList<ArchiveFile> files)
{
    private readonly string digest = Ingestor.DigestOf(options, reader.AssumedOrientation);
    private readonly string keyCheck = key.Pseudonym("key", "check");

    public async Task<IngestSummary> RunAsync(CancellationToken cancellation)
    {
        var before = StoreContents.Read(store, keyCheck);
        RequireSameArchive(before);
        var (plan, read) = await PlanAsync(before, cancellation);
        Directory.CreateDirectory(StoreFiles.Volumes(store));
        var contents = CarryOver(before, read);
        var unchanged = contents.Series.Count;
        new StoreManifest(StoreManifest.FormatName, StoreManifest.CurrentVersion, keyCheck, digest).Write(store);
        if (before.Series.Keys.Any(id => !contents.Series.ContainsKey(id)))
        {
            // What is about to be replaced leaves the catalogue first, so that it never names other voxels than it means.
            contents.WriteCatalog(store);
        }

        contents.Sweep(store, pending: true);
        var stored = await StoreAsync(plan, cancellation);
        Merge(contents, plan, stored);
        Duplicates.Remove(contents);
        contents.Write(store);
        contents.Sweep(store, pending: false);
        RefusalNotes.Say(progress, contents, files);
        RequireSeries(contents);
        return Summarise(before, contents, read, unchanged);
    }

    /// <summary>
    /// What is to be stored, and the ids of the files that were read. The headers end with this method: of a hundred
    /// thousand files they are the largest part of the memory.
    /// </summary>
    private async Task<(IngestPlan Plan, HashSet<string> Read)> PlanAsync(StoreContents before, CancellationToken cancellation)
    {
        var inspected = await InspectAsync(Compare(before), cancellation);
        RequireScans(before, inspected);
        return (new SeriesPlanner(key, options.Channels).Plan(inspected), inspected.Select(f => f.File.Id).ToHashSet(StringComparer.Ordinal));
    }

    private ArchiveChanges Compare(StoreContents before)
    {
        var known = before.Sources.Values.AsEnumerable();
        var sameOptions = File.Exists(Path.Combine(store, StoreManifest.FileName))
            && StoreManifest.Read(store).IngestDigest == digest;
        var changes = ArchiveChanges.Compare(files, [.. known], before.Targets());
        var descriptionChanged = changes.ToRead.Any(DatasetDescriptions.IsDescription);
        return sameOptions && !descriptionChanged
            ? changes
            : ArchiveChanges.Compare(files, [], new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>Inspects what changed, and then whatever belongs to the same groups, until nothing is added.</summary>
    private async Task<IReadOnlyList<InspectedFile>> InspectAsync(ArchiveChanges changes, CancellationToken cancellation)
    {
        var inspector = new ArchiveInspector(reader, key, options.Labels, options.Channels, new DatasetDescriptions(files));
        using var task = progress.Begin("inspect", changes.ToRead.Count, "files");
        var inspected = await inspector.InspectAsync(changes.ToRead, task, cancellation);
        var dirty = changes.DirtyGroups.Concat(inspected.SelectMany(f => f.Groups)).ToHashSet(StringComparer.Ordinal);
        var kept = changes.Kept.ToList();
        while (true)
        {
            var more = kept.Where(k => k.Source.Groups.Any(dirty.Contains)).ToArray();
            if (more.Length == 0)
            {
                inspected.Sort((a, b) => string.CompareOrdinal(a.File.Path, b.File.Path));
                return inspected;
            }

            kept.RemoveAll(k => more.Contains(k));
            inspected.AddRange(await inspector.InspectAsync([.. more.Select(m => m.File)], task, cancellation));
            dirty.UnionWith(more.SelectMany(m => m.Source.Groups));
        }
    }

    private StoreContents CarryOver(StoreContents before, HashSet<string> read)
    {
        var sources = files.Where(f => !read.Contains(f.Id)).Select(f => before.Sources[f.Id]).ToArray();
        var targets = sources.SelectMany(s => s.Targets).ToHashSet(StringComparer.Ordinal);
        return new(
            before.Series.Where(s => targets.Contains(s.Key)).ToDictionary(StringComparer.Ordinal),
            [.. before.Refusals.Where(r => targets.Contains(r.Id))],
            sources.ToDictionary(s => s.Id, StringComparer.Ordinal));
    }

    private async Task<ConcurrentDictionary<string, StoredSeries>> StoreAsync(IngestPlan plan, CancellationToken cancellation)
    {
        await using var commits = new SeriesCommits();
        var storer = new SeriesStorer(reader, new LabelReader(reader, options.Labels, store), commits, store, digest);
        var results = new ConcurrentDictionary<string, StoredSeries>(StringComparer.Ordinal);
        var refused = plan.Refusals.Sum(r => r.Files);
        using var task = progress.Begin("ingest", plan.Series.Count, "series");
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, options.Parallelism), CancellationToken = cancellation,
        };

        // The largest first: begun last, it would be read while nothing else is left to do.
        var largestFirst = plan.Series.OrderByDescending(s => s.Plan.Geometry.Size.Count).ThenBy(s => s.Id, StringComparer.Ordinal);
        await Parallel.ForEachAsync(largestFirst, parallel, async (series, token) =>
        {
            var stored = results[series.Id] = await storer.StoreAsync(series, token);
            var refusals = Interlocked.Add(ref refused, stored.Refusals.Sum(r => r.Files));
            task.Report(results.Count, string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {refusals} refused"));
        });
        await commits.FinishAsync();
        return results;
    }

    private static void Merge(StoreContents contents, IngestPlan plan, ConcurrentDictionary<string, StoredSeries> stored)
    {
        contents.Refusals.AddRange(plan.Refusals);
        foreach (var source in plan.Sources)
        {
            contents.Sources[source.Key] = source.Value;
        }

        foreach (var series in plan.Series)
        {
            var result = stored[series.Id];
            var refused = result.Refusals.ToDictionary(r => r.Id, StringComparer.Ordinal);
            contents.Refusals.AddRange(result.Refusals);
            if (result.Record is { } record)
            {
                contents.Series[record.Id] = record;
            }

            var firstRefusal = result.Refusals.Count > 0 && result.Record is null ? result.Refusals[0].Id : null;
            string[] target = [firstRefusal ?? series.Id]; // One for all files of the series.
            foreach (var file in series.Files)
            {
                AddTarget(file, result.Record is null ? SourceOutcome.Refused : SourceOutcome.Series, target);
            }

            foreach (var label in series.Labels)
            {
                var isRefused = refused.ContainsKey(label.File.Id);
                AddTarget(label.File, isRefused ? SourceOutcome.Refused : SourceOutcome.Label, [isRefused ? label.File.Id : series.Id]);
            }
        }

        void AddTarget(ArchiveFile file, SourceOutcome outcome, string[] target)
        {
            // A structure set may label several series, and be refused for one of them only.
            var earlier = contents.Sources.TryGetValue(file.Id, out var known) && known.Outcome != SourceOutcome.Other ? known : null;
            contents.Sources[file.Id] = new(file.Id, file.Size, file.ModifiedTicks, earlier?.Outcome == SourceOutcome.Label ? SourceOutcome.Label : outcome)
            {
                Groups = plan.Groups[file.Id],
                Targets = earlier is null ? target : [.. earlier.Targets.Union(target, StringComparer.Ordinal)],
            };
        }
    }

    private void RequireSameArchive(StoreContents before)
    {
        var here = files.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        if (before.Series.Count > 0 && !before.Sources.Keys.Any(here.Contains))
        {
            throw new InputException(
                options.StorePath,
                "holds the scans of another archive: none of its files is in this one",
                "Name another folder for the store, or delete this store.");
        }
    }

    private void RequireScans(StoreContents before, IReadOnlyList<InspectedFile> inspected)
    {
        if (before.Series.Count == 0 && before.Refusals.Count == 0 && inspected.All(f => f.Refusal is null && f.Groups.Count == 0))
        {
            throw new InputException(
                options.ArchivePath,
                $"holds {files.Count} files and no scan among them (DICOM, NIfTI, NRRD or MetaImage)",
                "Name the folder that holds the scans.");
        }
    }

    private void RequireSeries(StoreContents contents)
    {
        if (contents.Series.Count == 0)
        {
            var codes = contents.Refusals.GroupBy(r => r.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => $"{g.Key} {g.Sum(r => r.Files)}");
            throw new InputException(
                options.ArchivePath,
                $"holds no scan that can be used; files refused: {string.Join(", ", codes)}",
                $"The reasons are above and in {StoreFiles.Refusals(options.StorePath)}; repair those files or name another folder.");
        }
    }

    private IngestSummary Summarise(
        StoreContents before, StoreContents contents, HashSet<string> read, int unchanged) => new()
    {
        FilesSeen = files.Count,
        OtherFiles = contents.Sources.Values.Count(s => s.Outcome == SourceOutcome.Other),
        FilesRead = read.Count,
        BytesRead = read.Select(id => contents.Sources[id]).Where(s => s.Outcome != SourceOutcome.Other).Sum(s => s.Size),
        Series = contents.Series.Count,
        Labelled = contents.Series.Values.Count(s => s.HasLabel),
        Unchanged = unchanged,
        Dropped = before.Series.Keys.Count(id => !contents.Series.ContainsKey(id)),
        RefusedFiles = new SortedDictionary<string, int>(
            contents.Refusals.GroupBy(r => r.Code, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Sum(r => r.Files), StringComparer.Ordinal),
            StringComparer.Ordinal),
    };
}
