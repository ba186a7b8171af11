using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Imaging.Workers;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Reporting;
using MedMim.Studies.Running;

namespace MedMim.Studies.Steps;

/// <summary>
/// Reads the archive into the store. An archive from outside the run is not digested beforehand: ingest compares every
/// file with what it has, so the step is always run and reads only what is new or changed.
/// </summary>
internal sealed class IngestStep(StudyProtocol protocol, RunFolder run, string archive) : IStudyStep
{
    public string Name => "ingest";

    public object Settings => new { protocol.Data.Labels, protocol.Data.Channels, protocol.Data.AssumeOrientation };

    public IReadOnlyDictionary<string, string> Inputs { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<string> Outputs => [run.Store, run.DataCard];

    public bool AlwaysRuns => true;

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        await using var reader = new WorkerScanReader(new() { AssumedOrientation = protocol.Data.AssumeOrientation });
        var options = new IngestOptions
        {
            ArchivePath = archive,
            StorePath = run.Store,
            Labels = protocol.Data.Labels.ToSource(),
            Channels = protocol.Data.ToChannels(),
        };
        var summary = await new Ingestor(reader, PseudonymKey.LoadOrCreate(), context.Progress).RunAsync(options, cancellation);
        var store = ScanStore.Open(run.Store);
        AtomicFile.WriteText(run.DataCard, DataCard.Of(protocol, store));
        return StepFacts.Of(summary.FilesSeen, "files")
            .With("series", summary.Series)
            .With("labelled", summary.Labelled)
            .With("refused_files", summary.RefusedFiles.Values.Sum())
            .With("other_files", summary.OtherFiles)
            .With(DataDigest.FactName, DataDigest.Of(store));
    }

    public IReadOnlyList<PatientAccess> Accessed() =>
    [
        .. ScanStore.Open(run.Store).Series
            .GroupBy(s => s.Patient, StringComparer.Ordinal)
            .Select(p => new PatientAccess(p.Key, [.. p.Select(s => s.Study).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], p.Count())),
    ];
}
