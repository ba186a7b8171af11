namespace MedMim.Bench.Auditing;

/// <summary>Changes of a log's files, tried everywhere; each says whether it was seen.</summary>
internal static class Attacks
{
    public static IEnumerable<bool> FlippedBytes(AttackedRun run, string file)
    {
        var (path, original) = (Path.Combine(run.Folder, file), run.Bytes(file));
        for (var i = 0; i < original.Length; i++)
        {
            var changed = original.ToArray();
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);
            yield return run.IsSeen();
        }

        run.Restore();
    }

    public static IEnumerable<bool> Removed(AttackedRun run) =>
        Each(run, (lines, i) => run.WriteLog(lines.Where((_, k) => k != i)));

    public static IEnumerable<bool> RemovedWithCheckpoint(AttackedRun run) => Each(
        run,
        (lines, i) =>
        {
            run.WriteLog(lines.Where((_, k) => k != i));
            run.WriteNotes(run.Notes.Where((_, k) => k != i));
        },
        withHead: true);

    public static IEnumerable<bool> Doubled(AttackedRun run) =>
        Each(run, (lines, i) => run.WriteLog([.. lines.Take(i + 1), .. lines.Skip(i)]));

    public static IEnumerable<bool> Swapped(AttackedRun run)
    {
        var lines = run.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = i + 1; j < lines.Length; j++)
            {
                var swapped = lines.ToArray();
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                run.WriteLog(swapped);
                yield return run.IsSeen();
            }
        }

        run.Restore();
    }

    public static IEnumerable<bool> Cut(AttackedRun run) => Each(
        run,
        (lines, i) =>
        {
            run.WriteLog(lines.Take(i));
            run.WriteNotes(run.Notes.Take(i));
        },
        withHead: true);

    public static IEnumerable<bool> CutBytes(AttackedRun run)
    {
        var original = run.Bytes(run.LogPath);
        for (var length = 0; length < original.Length; length++)
        {
            File.WriteAllBytes(run.LogPath, original[..length]);
            yield return run.IsSeen();
        }

        run.Restore();
    }

    // Back to the state at each size that the present key signed, and on from there with other steps, as many as it takes.
    public static IEnumerable<bool> Replayed(AttackedRun run)
    {
        var own = Array.FindIndex(run.Lines, l => l.Contains("key-taken-up", StringComparison.Ordinal)) + 1;
        for (var size = own; size < run.Lines.Length; size++)
        {
            run.WriteLog(run.Lines.Take(size));
            run.WriteNotes(run.Notes.Take(size));
            AttackedRun.AppendSteps(run.Folder, run.Key, run.Lines.Length);
            yield return run.IsSeen(withHead: true);
            run.Restore();
        }
    }

    private static IEnumerable<bool> Each(AttackedRun run, Action<string[], int> attack, bool withHead = false)
    {
        for (var i = 0; i < run.Lines.Length; i++)
        {
            attack(run.Lines, i);
            yield return run.IsSeen(withHead);
        }

        run.Restore();
    }
}
