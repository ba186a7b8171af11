using MedMim.Pretraining;
using MedMim.Studies.Protocols.Sections;
using MedMim.Training.Options;

namespace MedMim.Studies.Mapping;

/// <summary>What pretraining and fine-tuning have in common, as the training loop takes it.</summary>
internal static class TrainingMapping
{
    public static TrainingOptions ToOptions(this TrainingSection section) => new()
    {
        Steps = section.Steps,
        Accumulation = section.Accumulation,
        ClipNorm = section.ClipNorm,
        CheckpointEvery = section.CheckpointEvery,
        Precision = section.Precision switch
        {
            PrecisionName.Bf16 => Precision.BFloat16,
            PrecisionName.Fp32 => Precision.Float32,
            _ => Pretrainer.DefaultPrecision,
        },
        Optimizer = new OptimizerOptions
        {
            Kind = section.Optimizer == OptimizerName.Sgd ? OptimizerKind.SgdNesterov : OptimizerKind.AdamW,
            LearningRate = section.LearningRate,
            WeightDecay = section.WeightDecay,
            Beta1 = section.Beta1,
            Beta2 = section.Beta2,
            Momentum = section.Momentum,
        },
        Schedule = new ScheduleOptions
        {
            WarmupSteps = section.WarmupSteps,
            Power = section.Power,
            FinalShare = section.FinalShare,
            Kind = section.Schedule switch
            {
                ScheduleName.Poly => ScheduleKind.Poly,
                ScheduleName.Constant => ScheduleKind.Constant,
                _ => ScheduleKind.Cosine,
            },
        },
    };
}
