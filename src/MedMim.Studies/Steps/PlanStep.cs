using MedMim.Datasets.Preparation;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Splits;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Steps;

/// <summary>Finds the patch and the batch that the protocol leaves to the data and the memory.</summary>
internal sealed class PlanStep(StudyProtocol protocol, RunFolder run) : IStudyStep
{
    public string Name => "plan";

    public object Settings => new
    {
        protocol.Model,
        protocol.Data.Labels.Names,
        protocol.Pretraining?.Masking.MaskUnit,
        Batches = new[] { protocol.Pretraining?.BatchSize, protocol.Finetuning?.BatchSize },
        protocol.Finetuning?.DeepSupervision,
    };

    public IReadOnlyDictionary<string, string> Inputs => StepInputs.Of(("prepared", run.Manifest("prepare")), ("split", run.Split));

    public IReadOnlyList<string> Outputs => [run.Plan];

    public Task<IReadOnlyDictionary<string, string>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var split = StudySplit.Read(run.Split);
        var training = split.Pretrain.Concat(split.Train).ToHashSet(StringComparer.Ordinal);
        var plan = StudyPlanner.Make(protocol, [.. PreparedDataset.Open(run.Prepared).Cases.Where(c => training.Contains(c.Id))]);
        plan.Write(run.Plan);
        context.Logger.LogInformation(
            "  crops of {Patch} voxels, {Batch} at a time, about {Memory} GiB", string.Join('×', plan.PatchSize), plan.BatchSize, plan.EstimatedMemory);
        foreach (var note in plan.Notes)
        {
            context.Logger.LogInformation("  {Note}", note);
        }

        return Task.FromResult<IReadOnlyDictionary<string, string>>(StepFacts.Of(plan.TrainingCases, "cases"));
    }
}
