using System.Globalization;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Reporting;

/// <summary>Options of a protocol as a reader of the report sees them, as actually run.</summary>
internal static class OptionList
{
    public static IReadOnlyList<NamedValue> Pretraining(StudyProtocol protocol)
    {
        var section = protocol.Pretraining!;
        return
        [
            .. Network(protocol),
            new("Mask ratio", Text($"{section.Masking.MaskRatio}")),
            new("Mask unit", $"{section.Masking.MaskUnit} voxels (z, y, x)"),
            new("Loss", (section.Loss == LossName.L1 ? "mean absolute error" : "mean squared error") + " on masked voxels only"),
            .. Training(section),
        ];
    }

    public static IReadOnlyList<NamedValue> Finetuning(StudyProtocol protocol) =>
    [
        .. Network(protocol),
        new("Loss", "Dice + cross-entropy, deep supervision"),
        new("Foreground oversampling", Text($"{protocol.Finetuning!.ForegroundProbability}")),
        .. Training(protocol.Finetuning),
        new("Prediction", Text($"sliding window, step {protocol.Prediction.Step}, Gaussian weighting")
            + (protocol.Prediction.Mirror ? ", averaged over mirror images" : string.Empty)),
    ];

    private static IEnumerable<NamedValue> Network(StudyProtocol protocol) =>
    [
        new("Network", protocol.Model.Preset),
        new("Patch size", $"{protocol.Model.PatchSize} voxels (z, y, x)"),
    ];

    private static IEnumerable<NamedValue> Training(TrainingSection section) =>
    [
        new("Steps", Text($"{section.Steps}")),
        new("Batch size", Text($"{section.BatchSize}") + (section.Accumulation > 1 ? Text($", gradients of {section.Accumulation} batches a step") : string.Empty)),
        new("Optimizer", section.Optimizer == OptimizerName.Sgd ? "SGD, Nesterov momentum" : "AdamW"),
        new("Learning rate", Text($"{section.LearningRate}, {section.WarmupSteps} steps of warm-up, then {section.Schedule.ToString().ToLowerInvariant()}")),
        new("Weight decay", Text($"{section.WeightDecay}")),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
