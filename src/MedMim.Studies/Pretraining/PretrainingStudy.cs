using MedMim.Datasets.Preparation;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Progress;
using MedMim.Pretraining;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using MedMim.Studies.Steps;
using MedMim.Training.Devices;
using MedMim.Training.Ranks;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Pretraining;

/// <summary>
/// Pretrains an encoder on prepared volumes, in an audited run's folder of its own. Needs neither an archive nor a store,
/// and neither DICOM nor ITK.
/// </summary>
public sealed class PretrainingStudy(ILoggerFactory logging, IProgressReporter progress, TimeProvider time)
{
    private const string IndexName = "prepared.json";
    private const string SplitName = "split.json";
    private readonly ILogger logger = logging.CreateLogger<PretrainingStudy>();

    /// <summary>The processes that train together; each calls <see cref="RunAsync"/>. Default: this one alone.</summary>
    public IRankGroup Ranks { get; init; } = SingleRank.Instance;

    /// <summary>Runs to the end, or goes on where the run was stopped.</summary>
    /// <returns>The path of <c>encoder.safetensors</c>.</returns>
    /// <exception cref="InputException">The protocol, the volumes or the split cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped; a checkpoint was written.</exception>
    public async Task<string> RunAsync(PretrainingRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Device.RequirePresent();
        var protocol = ProtocolFile.Load(request.ProtocolPath);
        if (protocol.Pretraining is null)
        {
            throw new InputException(request.ProtocolPath, "has no section pretraining", "Add one, as in protocols/quickstart.yaml.");
        }

        if (protocol.GivenEncoder is not null)
        {
            throw new InputException(request.ProtocolPath, "names an encoder that is made already (pretraining.encoder)", "Leave that key out to pretrain one.");
        }

        if (PlanFile.IsNeeded(protocol))
        {
            throw new InputException(
                request.ProtocolPath, "leaves patch_size or batch_size to a plan, which a whole study makes",
                "Write the numbers here: those of a study's plan.json, for example.");
        }

        var data = DataOf(request);
        var run = new RunFolder(request.RunFolder);
        if (Directory.Exists(run.Store))
        {
            throw new InputException(run.Path, "is the folder of a whole study", "Name a folder of its own for the encoder: --run DIR.");
        }

        if (Ranks.Rank != 0)
        {
            Follow(protocol, data, run, request.Device, cancellation);
            return run.Encoder;
        }

        using var session = RunSession.Open(run, protocol, $"medmim pretrain {Path.GetFileName(request.ProtocolPath)}", time, request.Device);
        logger.LogInformation("{Title}: {Folder}", protocol.Title, run.Path);
        await session.KeepProtocolAsync();
        var steps = new[] { new PretrainStep(protocol, run, data, Ranks) };
        await new StudyRunner(new StepContext(run, progress, logger) { Device = request.Device }, session.Journal, time).RunAsync(steps, cancellation);
        RankOrders.Give(Ranks, RankOrder.Done);
        return run.Encoder;
    }

    private void Follow(StudyProtocol protocol, PretrainData data, RunFolder run, ComputeDevice device, CancellationToken cancellation)
    {
        var prepared = PreparedDataset.Open(data.Prepared);
        Pretrainer.Follow(
            protocol.ToPretrainOptions(), prepared, data.CasesOf(prepared),
            new() { Folder = run.Pretraining, Logger = logger, Ranks = Ranks, Device = device }, cancellation);
    }

    private PretrainData DataOf(PretrainingRequest request)
    {
        var index = Path.Combine(request.PreparedFolder, IndexName);
        if (!File.Exists(index))
        {
            throw new InputException(
                request.PreparedFolder, $"holds no {IndexName}",
                "Name a study's folder 'prepared', or make one from a store: medmim prepare PROTOCOL STORE OUT.");
        }

        // A link to a study's folder is still that study's.
        var prepared = Path.TrimEndingDirectorySeparator(request.PreparedFolder);
        prepared = Directory.ResolveLinkTarget(prepared, returnFinalTarget: true)?.FullName ?? prepared;
        var beside = Path.Combine(Path.GetDirectoryName(prepared)!, SplitName);
        var split = request.SplitPath ?? (File.Exists(beside) ? beside : null);
        if (split is null)
        {
            logger.LogWarning("every prepared case is seen, test patients too: there is no {Split} beside them, and --split names none", SplitName);
        }

        else
        {
            // Read again by the step; here so that a wrong file is refused before a run's folder is made.
            StudySplit.Read(split);
        }

        return new(request.PreparedFolder, index, split);
    }
}
