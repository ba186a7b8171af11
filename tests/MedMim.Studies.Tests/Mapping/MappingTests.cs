using System.Text.Json;
using MedMim.Evaluation.Reports.Model;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Mapping;

/// <summary>A setting that a protocol states must reach the step that it is for: a key without effect would be a lie in the report.</summary>
public sealed class MappingTests
{
    private const string Base = """
        medmim: 1
        name: mapping
        title: Mapping
        seed: 1
        data: { archive: scans }
        model: { preset: resenc-tiny, patch_size: [32, 32, 32] }
        pretraining: { steps: 10 }
        finetuning: { steps: 10 }
        detection: { steps: 10 }
        """;

    [Theory]
    [InlineData("steps: 20")]
    [InlineData("batch_size: 3")]
    [InlineData("optimizer: sgd")]
    [InlineData("learning_rate: 0.5")]
    [InlineData("weight_decay: 0.5")]
    [InlineData("warmup_steps: 5")]
    [InlineData("schedule: poly")]
    [InlineData("clip_norm: 3")]
    [InlineData("precision: fp32", "precision: bf16")]
    [InlineData("checkpoint_every: 7")]
    [InlineData("minimum_tissue_fraction: 0.5")]
    [InlineData("mirror: false")]
    [InlineData("loss: l1")]
    [InlineData("normalise_target: true")]
    [InlineData("montage_every: 7")]
    [InlineData("masking: { strategy: uniform }")]
    [InlineData("masking: { mask_ratio: 0.5 }")]
    [InlineData("masking: { mask_unit: [16, 16, 16] }")]
    [InlineData("masking: { mask_unit: [8, 8, 8] }")]
    [InlineData("masking: { finer_than_bottleneck: true }")]
    [InlineData("masking: { scales: [1, 3] }")]
    [InlineData("masking: { label_weight: 2 }")]
    [InlineData("masking: { label_weights: { tumour: 2 } }")]
    [InlineData("masking: { hard_share: 0.25 }")]
    [InlineData("masking: { curriculum: { begin: 0.2 } }")]
    [InlineData("masking: { curriculum: { end: 0.8 } }")]
    [InlineData("masking: { teacher: { start_decay: 0.5 } }")]
    [InlineData("masking: { teacher: { decay: 0.99 } }")]
    [InlineData("objective: autoencoder")]
    [InlineData("augmentation: { rotation_probability: 0 }")]
    [InlineData("augmentation: { maximum_rotation: 15 }")]
    [InlineData("augmentation: { scale_probability: 0 }")]
    [InlineData("augmentation: { smallest_scale: 0.8 }")]
    [InlineData("augmentation: { largest_scale: 1.2 }")]
    [InlineData("masking: { weights: { air: 0.5 } }")]
    [InlineData("masking: { weights: { support: 0.5 } }")]
    [InlineData("masking: { weights: { tissue: 0.5 } }")]
    [InlineData("masking: { weights: { boundary: 0.5 } }")]
    public void APretrainingKeyReachesThePretrainer(string key, string other = "steps: 10") =>
        Assert.NotEqual(
            Json(With("pretraining", other).ToPretrainOptions()), Json(With("pretraining", key).ToPretrainOptions()));

    [Fact]
    public void CodesReachTheModel()
    {
        var labels = Parse(Base.Replace("{ archive: scans }", """
            { archive: scans, labels: { names: { cyst: 2, lump: 1 }, codes: {
              lump: { category: "SCT:49755003 Morphologically Abnormal Structure", type: "99LOCAL:4711 Lump (of any kind)" } } } }
            """, StringComparison.Ordinal)).ToSegmenterOptions().Labels;

        Assert.Equal(["lump", "cyst"], labels.Select(l => l.Name));
        Assert.Equal(
            new LabelTerms(new("49755003", "SCT", "Morphologically Abnormal Structure"), new("4711", "99LOCAL", "Lump (of any kind)")), labels[0].Terms);
        Assert.Null(labels[1].Terms);
        Assert.DoesNotContain("erms", Json(labels[1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mass: { category: \"SCT:1 A\", type: \"SCT:2 B\" }", "no label 'mass'")]
    [InlineData("tumour: { category: \"SCT:1 A\" }", "'type' is missing")]
    [InlineData("tumour: { category: \"SCT:1 A\", type: Neoplasm }", "type: 'Neoplasm' is not of the form")]
    [InlineData("tumour: { category: \"SCT:1 A\", type: \"SCT:2 B\\\\C\" }", "is not of the form")]
    public void CodesThatAreNoneAreErrors(string codes, string expected)
    {
        var text = Base.Replace("archive: scans }", $"archive: scans, labels: {{ codes: {{ {codes} }} }} }}", StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Throws<InputException>(() => Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps: 20")]
    [InlineData("batch_size: 3")]
    [InlineData("optimizer: sgd")]
    [InlineData("learning_rate: 0.5")]
    [InlineData("clip_norm: 3")]
    [InlineData("foreground_probability: 0.9")]
    [InlineData("mirror_probability: 0.1")]
    [InlineData("deep_supervision: false")]
    [InlineData("batch_dice: false")]
    [InlineData("decoder_warmup_steps: 5")]
    [InlineData("layer_decay: 0.75")]
    [InlineData("augmentation: { rotation_probability: 0 }")]
    [InlineData("augmentation: { largest_scale: 1.2 }")]
    [InlineData("intensities: { noise_probability: 0 }")]
    [InlineData("intensities: { noise_deviation: 0.5 }")]
    [InlineData("intensities: { blur_probability: 0 }")]
    [InlineData("intensities: { blur_deviation: [0.5, 2] }")]
    [InlineData("intensities: { brightness_probability: 0 }")]
    [InlineData("intensities: { brightness_factor: [0.5, 1.25] }")]
    [InlineData("intensities: { contrast_probability: 0 }")]
    [InlineData("intensities: { contrast_factor: [0.5, 1.25] }")]
    [InlineData("intensities: { low_resolution_probability: 0 }")]
    [InlineData("intensities: { low_resolution_scale: [0.25, 1] }")]
    [InlineData("intensities: { gamma_probability: 0 }")]
    [InlineData("intensities: { inverted_gamma_probability: 0 }")]
    [InlineData("intensities: { gamma: [0.5, 2] }")]
    [InlineData("validate_every: 3")]
    public void AFinetuningKeyReachesTheSegmenter(string key) =>
        Assert.NotEqual(
            Json(With("finetuning", "steps: 10").ToSegmenterOptions()), Json(With("finetuning", key).ToSegmenterOptions()));

    [Theory]
    [InlineData("steps: 20")]
    [InlineData("batch_size: 3")]
    [InlineData("learning_rate: 0.5")]
    [InlineData("foreground_probability: 0.9")]
    [InlineData("anchors_per_cell: 5")]
    [InlineData("validate_every: 3")]
    public void ADetectionKeyReachesTheDetector(string key) =>
        Assert.NotEqual(
            Json(With("detection", "steps: 10").ToDetectorOptions()), Json(With("detection", key).ToDetectorOptions()));

    [Theory]
    [InlineData("threshold: 0.3")]
    [InlineData("smallest_voxels: 3")]
    public void ADetectionKeyReachesTheComponents(string key) =>
        Assert.NotEqual(With("detection", "steps: 10").ToProbabilityBoxes(), With("detection", key).ToProbabilityBoxes());

    [Theory]
    [InlineData("orientation: keep")]
    [InlineData("spacing: [1, 2, 3]")]
    [InlineData("spacing: median")]
    [InlineData("anisotropy_threshold: 2")]
    [InlineData("crop: none")]
    [InlineData("crop_margin_mm: 5")]
    [InlineData("ct_window: [-100, 300]")]
    [InlineData("ct_window: foreground")]
    [InlineData("pet_window: [0, 20]")]
    [InlineData("clip_deviations: 3")]
    [InlineData("bias_correction: n4")]
    [InlineData("bias_shrink_factor: 2")]
    public void APreparationKeyReachesThePreparation(string key) =>
        Assert.NotEqual(
            Parse(Base).Preparation.ToOptions(), Parse(Base + $"\npreparation: {{ {key} }}").Preparation.ToOptions());

    [Theory]
    [InlineData("nsd_tolerance_mm: 1")]
    [InlineData("convention: deepmind")]
    [InlineData("convention: monai")]
    [InlineData("lesion_matching: iou")]
    [InlineData("lesion_matching: brats_glioma")]
    [InlineData("lesion_iou: 0.5")]
    [InlineData("bootstrap: 500")]
    [InlineData("confidence: 0.9")]
    [InlineData("widen: false")]
    public void AnEvaluationKeyReachesTheMetricsOrTheIntervals(string key)
    {
        var (plain, changed) = (Parse(Base), Parse(Base + $"\nevaluation: {{ {key} }}"));
        Assert.NotEqual(
            Json(plain.ToMetricOptions()) + Json(plain.ToBootstrapOptions()),
            Json(changed.ToMetricOptions()) + Json(changed.ToBootstrapOptions()));
    }

    [Theory]
    [InlineData("scans: viewer", ScanDisplay.Viewer)]
    [InlineData("scans: pictures", ScanDisplay.Pictures)]
    [InlineData("scans: none", ScanDisplay.None)]
    public void AReportKeyReachesTheReport(string key, ScanDisplay display)
    {
        Assert.Equal(ScanDisplay.Viewer, Parse(Base).ToScanDisplay());
        Assert.Equal(display, Parse(Base + $"\nreport: {{ {key} }}").ToScanDisplay());
    }

    private static StudyProtocol With(string section, string key) =>
        Parse(Base.Replace($"{section}: {{ steps: 10 }}", $"{section}: {{ {(key.StartsWith("steps", StringComparison.Ordinal) ? key : "steps: 10, " + key)} }}", StringComparison.Ordinal));

    private static StudyProtocol Parse(string text) => ProtocolFile.Parse(text, "mapping.yaml");

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
