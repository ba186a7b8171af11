using MedMim.Pretraining.Masking;
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
            PatchSize = protocol.Model.PatchSize,
            BatchSize = section.BatchSize,
            Seed = protocol.Seed,
            MinimumTissueFraction = section.MinimumTissueFraction,
            MontageEvery = section.MontageEvery,
            Mirror = section.Mirror,
            Training = section.ToOptions(),
            Reconstruction = new ReconstructionOptions
            {
                Loss = section.Loss == LossName.L1 ? ReconstructionLoss.MeanAbsolute : ReconstructionLoss.MeanSquared,
                NormaliseTarget = section.NormaliseTarget,
            },
            Masking = new MaskingOptions
            {
                Strategy = section.Masking.Strategy,
                MaskRatio = section.Masking.MaskRatio,
                MaskUnit = section.Masking.MaskUnit,
                Weights = new TissueWeights
                {
                    Air = section.Masking.Weights.Air,
                    Support = section.Masking.Weights.Support,
                    Tissue = section.Masking.Weights.Tissue,
                    Boundary = section.Masking.Weights.Boundary,
                },
            },
        };
    }
}
