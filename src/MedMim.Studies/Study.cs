using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Studies.Comparisons;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies;

/// <summary>Runs a study from its protocol to its report, in a folder of its own; run again, it continues.</summary>
public sealed class Study(ILoggerFactory logging, IProgressReporter progress, TimeProvider time)
{
    private readonly ILogger logger = logging.CreateLogger<Study>();

    /// <summary>Runs what is left to do.</summary>
    /// <exception cref="InputException">The protocol, the data or an earlier artifact cannot be used.</exception>
    /// <exception cref="DiskFullException">The disk is full; what was done is kept.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was done is kept.</exception>
    public async Task<StudyOutcome> RunAsync(StudyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await GoAsync(request, cancellation);
        }
        catch (Exception e) when (StorageFailure.IsFull(e))
        {
            throw StorageFailure.Full(request.RunsFolder, e);
        }
        catch (Exception e) when (StorageFailure.IsReadOnly(e))
        {
            throw StorageFailure.ReadOnly(request.RunsFolder, e);
        }
    }

    private async Task<StudyOutcome> GoAsync(StudyRequest request, CancellationToken cancellation)
    {
        request.Device.RequirePresent();
        var protocol = ProtocolFile.Load(request.ProtocolPath);
        var archive = ArchiveOf(protocol, request);
        var run = new RunFolder(Path.Combine(request.RunsFolder, $"{protocol.Name}-{ShortDigest(protocol)}"));
        using var session = RunSession.Open(run, protocol, $"medmim run {Path.GetFileName(request.ProtocolPath)}", time, request.Device);
        logger.LogInformation("{Title}: {Folder}", protocol.Title, run.Path);
        await session.KeepProtocolAsync();
        var context = new StepContext(run, progress, logger) { Device = request.Device };
        var steps = StudyPlan.Of(protocol, run, archive ?? run.Archive, session.CircumstancesAsync);
        var names = steps.Select(s => s.Name).ToList();
        await new StudyRunner(context, session.Journal, time)
        {
            Ended = step =>
            {
                RequireExpectedData(step, run, request);
                if (protocol.Comparison is not null && ComparisonProgress.IsEndOfCell(step.Name))
                {
                    logger.LogInformation("  {Progress}", ComparisonProgress.Of(names, run));
                }
            },
        }.RunAsync(steps, cancellation);
        logger.LogInformation("audit head {Head}: note it outside the run's folder", session.Log.Head);
        return new StudyOutcome(run.Path, File.Exists(run.Report) ? run.Report : run.Path, session.Log.Head.ToString());
    }

    /// <summary>The archive's folder; null where the protocol generates it.</summary>
    private static string? ArchiveOf(StudyProtocol protocol, StudyRequest request)
    {
        if (protocol.Data.Phantom is not null)
        {
            return null;
        }

        var folder = request.DataFolder ?? throw new InputException(
            "--data", $"is missing, and {Path.GetFileName(request.ProtocolPath)} reads scans from it",
            "Name the folder with the scans: --data DIR.");
        var archive = Path.Combine(folder, protocol.Data.Archive!);
        return Directory.Exists(archive)
            ? archive
            : throw new InputException(archive, "there is no such folder", "Check --data and the protocol's data.archive.");
    }

    private static void RequireExpectedData(IStudyStep step, RunFolder run, StudyRequest request)
    {
        if (step is IngestStep && request.ExpectedData is { } expected && DataDigest.Of(ScanStore.Open(run.Store)) != expected)
        {
            throw new InputException(
                request.DataFolder ?? run.Archive, "these are not the scans of the run: their voxels or labels have another digest",
                "Name the folder with the scans as they were.");
        }
    }

    private static string ShortDigest(StudyProtocol protocol) => protocol.Digest["sha256:".Length..][..8];
}
