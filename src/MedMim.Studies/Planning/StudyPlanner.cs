using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Planning;
using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Planning;

/// <summary>Makes a study's plan from its prepared training cases.</summary>
internal static class StudyPlanner
{
    private const double Gibibyte = 1 << 30;

    /// <param name="protocol">The protocol.</param>
    /// <param name="cases">The prepared cases that are trained on: nobody else has a say.</param>
    /// <exception cref="InputException">There is none, or not even the smallest patch fits the budget.</exception>
    public static PlanFile Make(StudyProtocol protocol, IReadOnlyCollection<PreparedCase> cases)
    {
        if (cases.Count == 0)
        {
            throw new InputException("plan", "there is no training case to plan for", "Widen the selection of scans, or hold fewer of them out.");
        }

        var plan = TrainingPlanner.Make(new()
        {
            Encoder = protocol.Model.Preset,
            Classes = protocol.Data.Labels.ToClasses().Count + 1,
            DeepSupervision = protocol.Finetuning?.DeepSupervision ?? false,
            Shapes = [.. cases.Select(c => c.Geometry.Size).Select(s => new Axes(s.Z, s.Y, s.X))],
            Multiple = protocol.Pretraining?.Masking.MaskUnit is { } unit ? new Axes(unit.Z, unit.Y, unit.X) : Axes.All(1),
            Budget = protocol.Model.MemoryBudget * Gibibyte,
            Patch = protocol.Model.PatchSize is { } p ? new Axes(p.Z, p.Y, p.X) : null,
            Batch = protocol.Finetuning is { } finetuning ? finetuning.BatchSize : protocol.Pretraining?.BatchSize,
        });
        var spacings = cases.Select(c => ArraySpacing.Of(c.Geometry)).ToList();
        double Median(Func<ArraySpacing, double> along) => spacings.Select(along).Order().ElementAt(spacings.Count / 2);
        return new()
        {
            Preset = protocol.Model.Preset,
            SpacingMm = [Median(s => s.Z), Median(s => s.Y), Median(s => s.X)],
            MedianShape = [plan.MedianShape.Z, plan.MedianShape.Y, plan.MedianShape.X],
            TrainingCases = cases.Count,
            PatchSize = [plan.Patch.Z, plan.Patch.Y, plan.Patch.X],
            BatchSize = plan.Batch,
            MemoryBudget = protocol.Model.MemoryBudget,
            EstimatedMemory = Math.Round(plan.Memory / Gibibyte, 2),
            Notes = plan.Notes,
        };
    }
}
