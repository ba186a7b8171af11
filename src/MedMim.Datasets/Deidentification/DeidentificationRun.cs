using System.Collections.Concurrent;
using System.Globalization;
using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;

namespace MedMim.Datasets.Deidentification;

/// <summary>One run, with the output's lock held.</summary>
internal sealed class DeidentificationRun(
    IDeidentifier deidentifier,
    PseudonymKey key,
    IProgressReporter progress,
    DeidentificationOptions options,
    string output,
    IReadOnlyList<ArchiveFile> files)
{
    private readonly string _settings = OutputManifest.SettingsOf(options.Policy);
    private readonly string _keyCheck = key.Pseudonym("key", "deidentification");

    public async Task<OutcomeCounts> RunAsync(CancellationToken cancellation)
    {
        var before = ReadBefore();
        NewManifest(null).Write(output);
        RemoveLeftOvers(before);
        var last = before.GroupBy(o => o.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        var outcomes = new ConcurrentDictionary<string, FileOutcome>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (last.TryGetValue(file.Id, out var known) && IsCurrent(file, known))
            {
                outcomes[file.Id] = known;
            }
        }

        var unchanged = outcomes.Values.Count(o => o.Target.Length > 0);
        await DeidentifyAsync(outcomes, cancellation);
        var ordered = outcomes.Values.OrderBy(o => o.Id, StringComparer.Ordinal).ToArray();
        RemoveDropped(OutcomeJournal.Read(output), ordered);
        WriteTables(ordered);
        var counts = Count(ordered, unchanged);
        NewManifest(counts).Write(output);
        File.Delete(OutputFiles.Journal(output));
        Directory.Delete(OutputFiles.Work(output), recursive: true);
        return counts;
    }

    // All that earlier runs did, finished or not, in their order.
    private FileOutcome[] ReadBefore()
    {
        var manifest = OutputManifest.Read(output);
        if (manifest is not null && manifest.KeyCheck != _keyCheck)
        {
            throw new InputException(
                options.OutputPath, "was made with another pseudonym key",
                $"Use that key ({PseudonymKey.Variable}), or name another folder.");
        }

        var table = OutputFiles.Outcomes(output);
        var finished = File.Exists(table) ? TableFile.Read<OutcomeRow>(table).Select(r => r.ToOutcome()) : [];
        return [.. finished.Concat(OutcomeJournal.Read(output)).Distinct()];
    }

    private void RemoveLeftOvers(FileOutcome[] before)
    {
        if (Directory.Exists(OutputFiles.Work(output)))
        {
            Directory.Delete(OutputFiles.Work(output), recursive: true);
        }

        Directory.CreateDirectory(OutputFiles.Work(output));
        OutcomeJournal.Replace(output, before);
    }

    private bool IsCurrent(ArchiveFile file, FileOutcome known) => known.Fingerprint == Fingerprint(file)
        && (known.Target.Length == 0 || File.Exists(Path.Combine(output, known.Target)));

    // The settings belong to it: whenever a run is killed, no file of another policy counts as done.
    private string Fingerprint(ArchiveFile file) => key.Pseudonym(
        "fingerprint", string.Create(CultureInfo.InvariantCulture, $"{_settings} {file.Size} {file.ModifiedTicks}"));

    private async Task DeidentifyAsync(ConcurrentDictionary<string, FileOutcome> outcomes, CancellationToken cancellation)
    {
        var left = files.Where(f => !outcomes.ContainsKey(f.Id)).ToArray();
        using var journal = OutcomeJournal.Open(output);
        using var task = progress.Begin("de-identify", files.Count, "files");
        var done = outcomes.Count;
        var refused = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = deidentifier.Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(left, parallel, async (file, token) =>
        {
            var outcome = await DeidentifyAsync(file, journal, token);
            journal.Add(outcome);
            outcomes[file.Id] = outcome;
            if (outcome.Code.Length > 0)
            {
                Interlocked.Increment(ref refused);
                progress.Note($"refused: {(progress.IsTerminal ? file.Relative : file.Id)}: {outcome.Reason}");
            }

            task.Report(Interlocked.Increment(ref done), string.Create(CultureInfo.InvariantCulture, $"{refused} refused"));
        });
    }

    private async Task<FileOutcome> DeidentifyAsync(ArchiveFile file, OutcomeJournal journal, CancellationToken cancellation)
    {
        var name = file.Id + ".dcm";
        var temporary = Path.Combine(OutputFiles.Work(output), name);
        var outcome = new FileOutcome(file.Id, Fingerprint(file), string.Empty, string.Empty, string.Empty, false);
        try
        {
            var result = await deidentifier.DeidentifyAsync(file.Path, temporary, cancellation);
            var target = $"{result.Patient}/{result.Study}/{result.Series}/{name}";
            var full = Path.Combine(output, target);
            journal.Add(outcome with { Fingerprint = string.Empty, Target = target }); // Known, if it is killed before the next line.
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.Move(temporary, full, overwrite: true);
            return outcome with { Target = target, ShowsFace = result.ShowsFace };
        }
        catch (RefusedException e) when (e.Refusal.Code == RefusalCodes.NotAScan && !FileSignature.ClaimsDicom(file.Path))
        {
            return outcome; // No DICOM, and it does not say that it is.
        }
        catch (RefusedException e)
        {
            return outcome with { Code = e.Refusal.Code, Reason = e.Refusal.Reason };
        }
    }

    // What an earlier run wrote and this one did not: its source is gone, changed, or refused now.
    private void RemoveDropped(IEnumerable<FileOutcome> ever, IEnumerable<FileOutcome> now)
    {
        var kept = now.Select(o => o.Target).ToHashSet(StringComparer.Ordinal);
        foreach (var target in ever.Select(o => o.Target).Where(t => t.Length > 0 && !kept.Contains(t)).ToHashSet(StringComparer.Ordinal))
        {
            var path = Path.Combine(output, target);
            File.Delete(path);
            for (var folder = Path.GetDirectoryName(path)!;
                 folder.Length > output.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();
                 folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
    }

    private void WriteTables(FileOutcome[] outcomes)
    {
        TableFile.Write(OutputFiles.Outcomes(output), outcomes.Select(OutcomeRow.From));
        TableFile.Write(
            OutputFiles.Refusals(output),
            outcomes.Where(o => o.Code.Length > 0).Select(o => RefusalRow.From(new(o.Id, "file", o.Code, o.Reason, 1))));
    }

    private OutputManifest NewManifest(OutcomeCounts? counts) => new(
        OutputManifest.FormatName, 1, Deidentifier.ProfileName, _keyCheck, _settings, options.Policy, counts);

    private static OutcomeCounts Count(FileOutcome[] outcomes, int unchanged) => new()
    {
        Seen = outcomes.Length,
        Written = outcomes.Count(o => o.Target.Length > 0),
        Unchanged = unchanged,
        Other = outcomes.Count(o => o.Target.Length == 0 && o.Code.Length == 0),
        ShowFace = outcomes.Count(o => o.ShowsFace),
        Refused = new SortedDictionary<string, int>(
            outcomes.Where(o => o.Code.Length > 0).GroupBy(o => o.Code, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            StringComparer.Ordinal),
    };
}
