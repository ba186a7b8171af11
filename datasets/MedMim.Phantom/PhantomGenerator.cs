using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Dicom;
using MedMim.Phantom.Archive;

namespace MedMim.Phantom;

/// <summary>
/// Writes a phantom archive: invented patients with CT-like scans of the trunk, tumours in liver, lung and kidney, and
/// lesions that only look like tumours; as DICOM series with RT Structure Sets, beside series that must be refused.
/// </summary>
public static class PhantomGenerator
{
    /// <summary>
    /// Writes the archive, or, where <paramref name="folder"/> holds the complete archive of the same options, only reads
    /// its manifest. An archive that was cut short is written again from the start.
    /// </summary>
    /// <param name="options">What to make.</param>
    /// <param name="folder">Where; made if need be. It must be empty or hold a phantom archive of these options.</param>
    /// <param name="writer">Writes DICOM files; called from one thread at a time.</param>
    /// <param name="progress">Told of each patient.</param>
    /// <param name="cancellation">Stops between patients.</param>
    /// <returns>What is in the archive and what ingest has to make of it.</returns>
    /// <exception cref="Foundation.Failures.InputException">An option is out of range, or the folder holds something else.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static async Task<PhantomManifest> GenerateAsync(
        PhantomOptions options,
        string folder,
        IDicomWriter writer,
        IProgressReporter progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(progress);
        options.Validate();
        var archive = Path.GetFullPath(folder);
        if (ArchiveState.Open(archive, options) is { } complete)
        {
            return complete;
        }

        using var task = progress.Begin("phantom", options.Patients, "patients");
        var series = new PhantomSeries[options.Patients];
        using var gate = new SemaphoreSlim(1);
        var done = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, options.Patients),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (patient, token) =>
            {
                var files = PatientFiles.Make(options, patient, archive);
                await gate.WaitAsync(token);
                try
                {
                    await writer.WriteAsync(files.Files, token);
                    series[patient] = files.Series;
                    task.Report(++done);
                }
                finally
                {
                    gate.Release();
                }
            });

        var refusals = options.PlantRefusals ? await PlantAsync(options, archive, writer, cancellation) : [];
        var manifest = new PhantomManifest(options, series, refusals, WriteOthers(archive));
        ArchiveState.Complete(archive, manifest);
        return manifest;
    }

    private static async Task<IReadOnlyList<PlantedRefusal>> PlantAsync(
        PhantomOptions options, string archive, IDicomWriter writer, CancellationToken cancellation)
    {
        var planted = new PlantedRefusals(options, archive).Plan();
        await writer.WriteAsync(planted.Files, cancellation);
        var whole = await File.ReadAllBytesAsync(planted.ToTruncate, cancellation);
        AtomicFile.WriteBytes(planted.ToTruncate, whole.AsMemory(0, whole.Length * 3 / 5));
        AtomicFile.WriteText(Path.Combine(archive, PlantedRefusals.TextFile), "This is a list of patients, saved under a wrong name.\n");
        return planted.Refusals;
    }

    private static IReadOnlyList<string> WriteOthers(string archive)
    {
        AtomicFile.WriteText(
            Path.Combine(archive, "README.txt"),
            "A phantom archive made by MedMim. No patient in it has ever lived.\n");
        AtomicFile.WriteText(Path.Combine(archive, "export.csv"), "series,slices\n2,all\n");
        return ["README.txt", "export.csv", ArchiveState.ManifestName];
    }
}
