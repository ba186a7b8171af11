using MedMim.Evaluation.Metrics;
using MedMim.Evaluation.Reports.Model;
using MedMim.Foundation.Randomness;

namespace MedMim.Evaluation.Tests.Reports;

/// <summary>Fabricated results of one arm: bigger lesions score higher, and pretraining adds a little.</summary>
internal static class SampleCases
{
    public static IEnumerable<CaseMetrics> Of(ArmRecord arm, int patients, byte[] labels)
    {
        for (var i = 0; i < patients; i++)
        {
            var patient = i;
            yield return new($"{0xa11ce0000000 + i:x16}", $"{0xbeef00000000 + (i * 977):x16}", arm.Key,
                [.. labels.Select(label => Row(arm, patient, label))]);
        }
    }

    private static LabelMetrics Row(ArmRecord arm, int patient, byte label)
    {
        var shared = new RandomStream(new StreamKey(1, "sample.patient", label, patient));
        var own = new RandomStream(new StreamKey(1, "sample." + arm.Key, label, patient));
        var volume = Math.Exp(shared.NextDouble(Math.Log(400), Math.Log(90_000)));
        var hardness = 0.09 * shared.NextGaussian();
        var gain = arm.Kind switch { ArmKind.Pretrained => 0.045, ArmKind.Scratch => 0, _ => -0.45 };
        var dice = Math.Clamp(
            0.42 + (0.055 * Math.Log(volume / 400)) + hardness + gain + (0.025 * own.NextGaussian()) + 0.1, 0.02, 0.97);
        var found = own.NextDouble() < dice + 0.2 ? 1 : 0;
        var wrong = own.NextInt32(arm.Kind == ArmKind.Baseline ? 9 : 2);
        return new()
        {
            Label = label, Empty = EmptyMasks.None, Dice = dice, Nsd = Math.Min(1, dice + 0.06),
            Hd95Mm = 2 + (28 * (1 - dice)), AssdMm = 0.5 + (8 * (1 - dice)), ReferenceVolumeMm3 = volume,
            PredictionVolumeMm3 = volume * (1 + (0.3 * own.NextGaussian() * (1 - dice))),
            Lesions = new(1, found, found + wrong, wrong) { Dice = found * dice / (1 + wrong) },
        };
    }
}
