using MedMim.Datasets.Store;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Steps;

/// <summary>Decides by patient who trains and who is reported.</summary>
internal sealed class SplitStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    public string Name => "split";

    public object Settings => new { protocol.Split, protocol.Data.Modalities, protocol.Data.Channels, protocol.Seed };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Store(run);

    public IReadOnlyList<string> Outputs => [run.Split];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var cases = StudySeries.Cases(protocol, ScanStore.Open(run.Store));
        var split = StudySplit.Create(cases, protocol.Split.TestFraction, protocol.Split.ValidationFraction, protocol.Seed);
        split.Write(run.Split);
        context.Logger.LogSplit(split);
        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(cases.Count, "series")
            .With("pretrain", split.Pretrain.Count)
            .With("train", split.Train.Count)
            .With("validation", split.Validation.Count)
            .With("test", split.Test.Count));
    }
}
