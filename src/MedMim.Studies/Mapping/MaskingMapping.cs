using MedMim.Pretraining.Masking;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Training.Options;

namespace MedMim.Studies.Mapping;

/// <summary>The protocol's masking as the pretrainer's options.</summary>
internal static class MaskingMapping
{
    public static MaskingOptions ToMaskingOptions(this StudyProtocol protocol)
    {
        var section = protocol.Pretraining!.Masking;
        return new MaskingOptions
        {
            Strategy = section.Strategy,
            MaskRatio = section.MaskRatio,
            MaskUnit = section.MaskUnit,
            FinerThanBottleneck = section.FinerThanBottleneck,
            Scales = section.Scales,
            HardShare = section.HardShare,
            Curriculum = new CurriculumRamp { Begin = section.Curriculum.Begin, End = section.Curriculum.End },
            Teacher = section.Teacher.ToAverage(protocol.Pretraining.Steps),
            LabelWeights = new LabelWeights
            {
                Default = section.LabelWeight,
                ByValue = new SortedDictionary<int, double>(
                    section.LabelWeights.ToDictionary(w => (int)protocol.Data.Labels.Names[w.Key], w => w.Value)),
            },
            Weights = new TissueWeights
            {
                Air = section.Weights.Air,
                Support = section.Weights.Support,
                Tissue = section.Weights.Tissue,
                Boundary = section.Weights.Boundary,
            },
        };
    }

    private static AverageOptions? ToAverage(this TeacherSection section, int steps)
    {
        if (section.Decay is null && section.StartDecay is null)
        {
            return null;
        }

        var found = TeacherMemory.For(steps);
        return found with { StartDecay = section.StartDecay ?? found.StartDecay, Decay = section.Decay ?? found.Decay };
    }
}
