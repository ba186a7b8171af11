using System.Text.Json;
using MedMim.Evaluation.Reports.Model;
using MedMim.Studies.Encoders;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;
using MedMim.Studies.Running;

namespace MedMim.Studies.Reporting;

/// <summary>The arms and baselines of a finished study.</summary>
internal static class ArmRecords
{
    public static IReadOnlyList<ArmRecord> Of(StudyProtocol protocol, RunFolder run) =>
    [
        .. protocol.Finetuning!.Arms.Select(a => Arm(protocol, run, a)),
        .. protocol.Evaluation.Baselines.Select(Baseline),
    ];

    private static ArmRecord Arm(StudyProtocol protocol, RunFolder run, ArmName arm)
    {
        var isPretrained = arm == ArmName.Pretrained;
        var folder = run.FineTuning(arm.ToKey());
        return new ArmRecord
        {
            Key = arm.ToKey(),
            Name = isPretrained ? "Pretrained" : "From scratch",
            Kind = isPretrained ? ArmKind.Pretrained : ArmKind.Scratch,
            Description = isPretrained
                ? protocol.GivenEncoder is null ? "Fine-tuned from the encoder that this study pretrained." : GivenEncoder.Sentence(run.Pretraining)
                : "The matched twin: the same network, data, order, steps and seed, from random weights.",
            Options = OptionList.Finetuning(protocol),
            Load = isPretrained ? Load(folder) : null,
            Loss = LossCurve.Read(folder),
        };
    }

    private static ArmRecord Baseline(BaselineName baseline) => baseline == BaselineName.Threshold
        ? new ArmRecord
        {
            Key = "threshold",
            Name = "Threshold",
            Kind = ArmKind.Baseline,
            Description = "The one window of intensities and range of component sizes that do best on the training cases.",
        }
        : new ArmRecord
        {
            Key = "ellipsoid",
            Name = "Pixel-blind ellipsoid",
            Kind = ArmKind.Baseline,
            Description = "An ellipsoid in the middle of the scan, as large as the training cases' targets are on average: it ignores every pixel.",
        };

    private static LoadSummary Load(string folder)
    {
        using var report = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "load-report.json")));
        var statuses = report.RootElement.GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("status").GetString()!)
            .ToList();
        return new LoadSummary(Count("loaded"), Count("adapted"), Count("skipped"));

        int Count(string status) => statuses.Count(s => s.Equals(status, StringComparison.OrdinalIgnoreCase));
    }
}
