using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Deidentification;

namespace MedMim.Datasets.Deidentification;

/// <summary>
/// Makes a protected copy of an archive of DICOM files: folders and files are named by pseudonyms, what is no DICOM stays
/// behind. Stopped at any moment and run again, it goes on; run on an unchanged archive, it writes nothing.
/// </summary>
/// <param name="deidentifier">Protects one file.</param>
/// <param name="key">Makes pseudonyms of paths.</param>
/// <param name="progress">Where it says how far it is.</param>
public sealed class ArchiveDeidentifier(IDeidentifier deidentifier, PseudonymKey key, IProgressReporter progress)
{
    /// <summary>What <see cref="PseudonymKey.Derive"/> makes the files' own secret for.</summary>
    public const string KeyPurpose = "deidentification";

    /// <summary>De-identifies.</summary>
    /// <exception cref="InputException">
    /// The archive is missing or empty; the output lies in the archive, holds something else, or is another key's.
    /// </exception>
    /// <exception cref="DiskFullException">The disk is full. What is finished is kept.</exception>
    public async Task<OutcomeCounts> RunAsync(DeidentificationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var output = Path.GetFullPath(options.OutputPath);
        RequireApart(options);
        var files = ArchiveWalk.List(options.ArchivePath, output, key);
        if (files.Count == 0)
        {
            throw new InputException(options.ArchivePath, "is empty", "Name the folder that holds the scans.");
        }

        RequireOurs(options);
        using var held = StoreLock.Take(output);
        try
        {
            return await new DeidentificationRun(deidentifier, key, progress, options, output, files).RunAsync(cancellation);
        }
        catch (Exception e) when (StorageFailure.IsFull(e))
        {
            throw StorageFailure.Full(options.OutputPath, e);
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(options.OutputPath, e);
        }
    }

    // Whoever hands on the archive's folder must not find half of it protected, and the other way round.
    private static void RequireApart(DeidentificationOptions options)
    {
        var archive = Path.GetFullPath(options.ArchivePath) + Path.DirectorySeparatorChar;
        var output = Path.GetFullPath(options.OutputPath) + Path.DirectorySeparatorChar;
        if (output.StartsWith(archive, StringComparison.Ordinal) || archive.StartsWith(output, StringComparison.Ordinal))
        {
            throw new InputException(options.OutputPath, "and the archive lie within each other", "Name a folder elsewhere.");
        }
    }

    private static void RequireOurs(DeidentificationOptions options)
    {
        var output = new DirectoryInfo(options.OutputPath);
        if (output.Exists && OutputManifest.Read(output.FullName) is null && output.EnumerateFileSystemInfos().Any(f => f.Name != ".lock"))
        {
            throw new InputException(
                options.OutputPath, "holds something else than de-identified files", "Name an empty folder, or one that does not exist.");
        }
    }
}
