using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Segmentation;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's fine-tuning as the segmenter's options; the same for every arm.</summary>
internal static class FinetuningMapping
{
    public static SegmenterOptions ToSegmenterOptions(this StudyProtocol protocol)
    {
        var section = protocol.Finetuning!;
        return new SegmenterOptions
        {
            Encoder = protocol.Model.Preset,
            PatchSize = protocol.PatchSize(),
            DropPath = protocol.Model.DropPath,
            BatchSize = section.Batch(),
            ForegroundProbability = section.ForegroundProbability,
            DecoderWarmupSteps = section.DecoderWarmupSteps,
            LayerDecay = section.LayerDecay,
            BatchDice = section.BatchDice,
            DeepSupervision = section.DeepSupervision,
            ValidateEvery = section.ValidateEvery,
            Augmentation = new AugmentationOptions
            {
                Spatial = section.Augmentation.ToOptions(section.MirrorProbability),
                Intensity = section.Intensities.ToOptions(),
            },
            Channels = protocol.Data.ToChannels(),
            Labels = protocol.Data.Labels.ToClasses(),
            Training = section.ToOptions(),
            Seed = protocol.Seed,
        };
    }
}
