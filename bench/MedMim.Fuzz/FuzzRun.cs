using MedMim.Datasets.Store;

namespace MedMim.Fuzz;

/// <summary>Batches of broken files through ingest; what went wrong, and what became of the files.</summary>
internal sealed class FuzzRun(Corpus corpus, IngestProcess ingest, string work, long workerMemory)
{
    private readonly SortedDictionary<string, int> codes = new(StringComparer.Ordinal);

    /// <summary>Files of each outcome.</summary>
    public Dictionary<SourceOutcome, int> Outcomes { get; } = Enum.GetValues<SourceOutcome>().ToDictionary(o => o, _ => 0);

    /// <summary>Files of each refusal code.</summary>
    public IReadOnlyDictionary<string, int> Codes => codes;

    /// <summary>Largest resident size of a worker, bytes.</summary>
    public long WorkerPeak { get; private set; }

    /// <summary>What must not happen; empty after a good run. Batches that are named here are left in the work folder.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Breaks <paramref name="count"/> files and ingests them.</summary>
    public async Task RunBatchAsync(int count, ulong seed, long batch)
    {
        var folder = Path.Combine(work, $"batch-{seed}-{batch}");
        var (archive, store) = (Path.Combine(folder, "archive"), Path.Combine(folder, "store"));
        Directory.CreateDirectory(archive);
        corpus.Write(archive, count, seed, batch);
        var outcome = await ingest.RunAsync(archive, store, Path.Combine(work, "pseudonym.key"));
        WorkerPeak = Math.Max(WorkerPeak, outcome.WorkerPeak);
        var before = Faults.Count;
        Judge(outcome, $"seed {seed}, batch {batch}");
        Count(store, count, $"seed {seed}, batch {batch}");
        if (Faults.Count == before)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Judge(IngestProcess.Outcome outcome, string which)
    {
        if (!outcome.EndedWell)
        {
            var how = outcome.ExitCode == -1 ? "did not end in time" : $"ended with {outcome.ExitCode}";
            Faults.Add($"{which}: ingest {how}: {outcome.Errors.Trim()}");
        }

        if (outcome.WorkerPeak > workerMemory)
        {
            Faults.Add($"{which}: a worker took {outcome.WorkerPeak} bytes");
        }
    }

    private void Count(string store, int count, string which)
    {
        var sources = ScanStore.ReadSources(store);
        foreach (var source in sources)
        {
            Outcomes[source.Outcome]++;
        }

        var refusals = sources.Count == 0 ? [] : ScanStore.Open(store).Refusals;
        foreach (var refusal in refusals)
        {
            codes[refusal.Code] = codes.GetValueOrDefault(refusal.Code) + refusal.Files;
        }

        var accounted = sources.Count(s => s.Outcome is SourceOutcome.Other || s.Targets.Count > 0);
        if (sources.Count != count || accounted != count)
        {
            Faults.Add($"{which}: {count} files, {sources.Count} in the store's list, {accounted} accounted for");
        }
    }
}
