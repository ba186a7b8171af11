using MedMim.Datasets.Splits;
using MedMim.Datasets.Store;
using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Pretraining;
using MedMim.Studies.Encoders;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Steps;

/// <summary>
/// Takes an encoder that was made elsewhere in the place of pretraining one: checks that it has seen nobody who is held out,
/// and keeps what of it fits the network as the run's own encoder.
/// </summary>
/// <param name="protocol">The protocol, which names it.</param>
/// <param name="run">The run's folder.</param>
/// <param name="file">The encoder's full path.</param>
/// <param name="split">The file that says who is held out.</param>
internal sealed class GivenEncoderStep(StudyProtocol protocol, RunFolder run, string file, string split) : IStudyStep
{
    public string Name { get; init; } = "pretrain";

    /// <summary>Where the encoder is kept.</summary>
    public string Folder { get; init; } = run.Pretraining;

    public object Settings => new { protocol.Model };

    public IReadOnlyDictionary<string, string> Inputs => File.Exists(file)
        ? StepInputs.Of([("encoder", file), ("split", split), ("store", run.Manifest("ingest")), .. StepInputs.Plan(protocol, run)])
        : throw new InputException($"{protocol.FileName}: pretraining.encoder", $"names {protocol.Pretraining!.Encoder}, which is not there", "Give its path relative to the protocol's folder.");

    public IReadOnlyList<string> Outputs => TrainingOutputs.Of(Folder);

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var described = EncoderDescription.Of(file);
        if (described.Preset is { } preset && preset != protocol.Model.Preset)
        {
            throw new InputException(file, $"is a {preset}, and the study's network is a {protocol.Model.Preset}", "Set model.preset to it, or give another encoder.");
        }

        Guard(described.Seen, context.Logger);
        TrainingOutputs.Clear(Folder, whenUnlike: Settings, Inputs);
        var patch = PlanFile.Apply(protocol, run.Plan).PatchSize();
        var report = WeightImport.Run(
            file, new() { Encoder = protocol.Model.Preset, PatchSize = new Axes(patch.Z, patch.Y, patch.X) },
            Path.Combine(Folder, PretrainManifest.EncoderName));
        new GivenEncoder(report.Digest, report.Loaded, report.Adapted, described.Seen?.Cases.Count).Write(Folder);
        context.Logger.LogInformation("{Step}: {Report}", Name, report.ToString());
        return Task.FromResult<IReadOnlyDictionary<string, string>>(
            StepFacts.Of(report.Loaded + report.Adapted, "tensors").With("adapted", report.Adapted));
    }

    private void Guard(SeenScans? seen, ILogger logger)
    {
        if (seen is null)
        {
            logger.LogWarning("{Step}: nothing beside the encoder says on which scans it was pretrained, so nobody can tell whether test patients were among them", Name);
            return;
        }

        var parts = StudySplit.Read(split);
        var store = ScanStore.Open(run.Store);
        LeakageGuard.Check(seen, [.. parts.Validation.Concat(parts.Test).Select(id => SplitCase.From(store.Find(id)))], file);
    }
}
