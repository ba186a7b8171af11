using System.Diagnostics;
using System.Globalization;
using MedMim.Fuzz;

// eng/fuzz passes: program, corpus, work folder, files, seed, batch size.
if (args.Length != 6)
{
    await Console.Error.WriteLineAsync("Usage: eng/fuzz [FILES] [SEED]");
    return 2;
}

const long WorkerMemory = 2L << 30;
var (files, seed, size) = (Number(args[3]), (ulong)Number(args[4]), (int)Number(args[5]));
var corpus = new Corpus(args[1]);
Directory.CreateDirectory(args[2]);
var run = new FuzzRun(corpus, new IngestProcess(args[0], WorkerMemory, TimeSpan.FromMinutes(20)), args[2], WorkerMemory);
Console.WriteLine($"seed {seed}: {files} files from {corpus.Count} real ones, in batches of {size}");
var began = Stopwatch.GetTimestamp();
for (long batch = 0, done = 0; done < files; batch++)
{
    var count = (int)Math.Min(size, files - done);
    await run.RunBatchAsync(count, seed, batch);
    done += count;
    Console.WriteLine($"{done}/{files} files, {run.Faults.Count} faults, worker peak {run.WorkerPeak >> 20} MiB, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
}

foreach (var (outcome, count) in run.Outcomes)
{
    Console.WriteLine($"| {outcome} | {count} |");
}

foreach (var (code, count) in run.Codes)
{
    Console.WriteLine($"| refused: {code} | {count} |");
}

foreach (var fault in run.Faults)
{
    Console.WriteLine($"FAULT {fault}");
}

Console.WriteLine(run.Faults.Count == 0 ? $"every one of {run.Outcomes.Values.Sum()} files is accounted for" : $"{run.Faults.Count} faults; their batches are in {args[2]}");
return run.Faults.Count == 0 ? 0 : 1;

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
