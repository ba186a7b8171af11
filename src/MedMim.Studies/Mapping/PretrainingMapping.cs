using MedMim.Pretraining.Objectives;
using MedMim.Pretraining.Options;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's pretraining as the pretrainer's options.</summary>
internal static class PretrainingMapping
{
    public static PretrainOptions ToPretrainOptions(this StudyProtocol protocol)
    {
        var section = protocol.Pretraining!;
        return new PretrainOptions
        {
            Encoder = protocol.Model.Preset,
            PatchSize = protocol.PatchSize(),
            DropPath = protocol.Model.DropPath,
            BatchSize = section.Batch(),
            Seed = protocol.Seed,
            MinimumTissueFraction = section.MinimumTissueFraction,
            MontageEvery = section.MontageEvery,
            Objective = section.Objective switch
            {
                ObjectiveName.Simmim => ObjectiveKind.Simmim,
                ObjectiveName.Mae => ObjectiveKind.Mae,
                ObjectiveName.Spark => ObjectiveKind.Spark,
                ObjectiveName.Autoencoder => ObjectiveKind.Autoencoder,
                _ => ObjectiveKind.Auto,
            },
            Augmentation = section.Augmentation.ToOptions(section.Mirror ? 0.5 : 0),
            Training = section.ToOptions(),
            Reconstruction = new ReconstructionOptions
            {
                Loss = section.Loss == LossName.L1 ? ReconstructionLoss.MeanAbsolute : ReconstructionLoss.MeanSquared,
                NormaliseTarget = section.NormaliseTarget,
            },
            Masking = protocol.ToMaskingOptions(),
        };
    }
}
