using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Protocols.Validation;

/// <summary>What a person sees of a mistake: file, line, column, what is wrong, and what was probably meant.</summary>
public class ProtocolErrorTests
{
    private const string Head = "medmim: 1\nname: small\ndata: {archive: .}\n"; // three lines

    [Theory]
    [InlineData("pretraining:\n  mask_ration: 0.5", "p.yaml:5:3: unknown key 'mask_ration'")]
    [InlineData("pretraining:\n  masking:\n    mask_ration: 0.5", "p.yaml:6:5: unknown key 'mask_ration'; nearest valid name 'mask_ratio'")]
    [InlineData("pretraining:\n  masking: {maskRatio: 0.5}", "p.yaml:5:13: unknown key 'maskRatio'; nearest valid name 'mask_ratio'")]
    [InlineData("pretraning: {}", "p.yaml:4:1: unknown key 'pretraning'; nearest valid name 'pretraining'")]
    [InlineData("learning_rate: 0.1", "p.yaml:4:1: unknown key 'learning_rate'; it belongs under 'pretraining'")]
    [InlineData("pretraining:\n  mask_ratio: 0.5", "p.yaml:5:3: unknown key 'mask_ratio'; it belongs under 'masking'")]
    [InlineData("xyzzy: 1", "p.yaml:4:1: unknown key 'xyzzy'. Valid here: medmim, name,")]
    [InlineData("<<: 1", "p.yaml:4:1: unknown key '<<'")]
    [InlineData("'a.b[0]': 1", "p.yaml:4:1: unknown key 'a.b[0]'")]
    public void Unknown_keys(string yaml, string expected) => AssertRefused(Head + yaml, expected);

    [Theory]
    [InlineData("pretraining:\n  steps: many", "p.yaml:5:10: steps: 'many' is not a whole number, at least 1 and at most")]
    [InlineData("pretraining:\n  steps: 1.5", "p.yaml:5:10: steps: '1.5' is not a whole number, at least 1 and at most")]
    [InlineData("pretraining:\n  steps: -3", "p.yaml:5:10: steps: '-3' is not a whole number, at least 1 and at most")]
    [InlineData("pretraining:\n  steps: 99999999999999999999", "p.yaml:5:10: steps:")]
    [InlineData("pretraining:\n  steps: 9999999999", "p.yaml:5:10: steps:")]
    [InlineData("pretraining:\n  learning_rate: .inf", "p.yaml:5:18: learning_rate: '.inf' is not a number, above 0")]
    [InlineData("pretraining:\n  learning_rate: '0.1'", "p.yaml:5:18: learning_rate: '0.1' is not a number")]
    [InlineData("pretraining:\n  masking: {mask_ratio: 0}", "p.yaml:5:25: mask_ratio: '0' is not a number, above 0 and below 1")]
    [InlineData("pretraining:\n  masking: {mask_ratio: 1}", "p.yaml:5:25: mask_ratio: '1' is not a number, above 0 and below 1")]
    [InlineData("pretraining:\n  masking: {mask_ratio: 1.0}", "p.yaml:5:25: mask_ratio: '1' is not a number, above 0 and below 1")]
    [InlineData("pretraining:\n  masking: {strategy: anatomie}", "p.yaml:5:23: strategy: 'anatomie' is not known; nearest valid name 'anatomy'")]
    [InlineData("pretraining:\n  optimizer: AdamW", "p.yaml:5:14: optimizer: 'AdamW' is not known; nearest valid name 'adamw'")]
    [InlineData("pretraining:\n  normalise_target: no", "p.yaml:5:21: normalise_target: 'no' is not true or false")]
    [InlineData("model:\n  patch_size: [64, 64]", "p.yaml:5:15: patch_size: is not auto, or three numbers of voxels [z, y, x]")]
    [InlineData("model:\n  patch_size: 64", "p.yaml:5:15: patch_size: '64' is not auto, or three numbers of voxels [z, y, x]")]
    [InlineData("model:\n  patch_size: median", "p.yaml:5:15: patch_size: 'median' is not auto, or three numbers of voxels [z, y, x]")]
    [InlineData("model:\n  memory_budget: 0", "p.yaml:5:18: memory_budget: '0' is not a number, at least 0.5 and at most 4096")]
    [InlineData("finetuning:\n  batch_size: 0", "p.yaml:5:15: batch_size: '0' is not auto, or a whole number")]
    [InlineData("model:\n  patch_size: [64, 0, 64]", "p.yaml:5:15: patch_size: is not auto, or three numbers of voxels [z, y, x]")]
    [InlineData("model:\n  preset: tiny", "p.yaml:5:11: preset: 'tiny' is not known")]
    [InlineData("preparation:\n  spacing: kept", "p.yaml:5:12: spacing: 'kept' is not keep, median, or three numbers of mm [z, y, x]")]
    [InlineData("preparation:\n  spacing: [1, 2]", "p.yaml:5:12: spacing: is not keep, median, or three numbers of mm [z, y, x]")]
    [InlineData("pretraining:", "p.yaml:4:")]
    [InlineData("pretraining: []", "p.yaml:4:14: pretraining: is not a mapping of keys to values ({} takes all defaults)")]
    [InlineData("finetuning: {intensities: {gamma: 2}}", "p.yaml:4:35: gamma: '2' is not a list")]
    [InlineData("finetuning: {intensities: {blur: 0}}", "p.yaml:4:28: unknown key 'blur'")]
    [InlineData("finetuning: {intensities: {noise_probability: 2}}", "p.yaml:4:47: noise_probability: '2' is not a number, at least 0 and at most 1")]
    [InlineData("finetuning: {intensities: {low_resolution_scale: [0, 1]}}", "p.yaml:4:51: low_resolution_scale: '0' is not a number, at least 0.05 and at most 1")]
    [InlineData("finetuning: {arms: []}", "p.yaml:4:20: arms: is not a list of at least 1")]
    [InlineData("finetuning: {arms: [scratch, scratch]}", "p.yaml:4:20: arms: is not a list without repetition")]
    [InlineData("seed: -1", "p.yaml:4:7: seed: '-1' is not a whole number, at least 0")]
    [InlineData("evaluation: {bootstrap: 10}", "p.yaml:4:25: bootstrap: '10' is not a whole number, at least 100")]
    [InlineData("prediction: {step: 0}", "p.yaml:4:20: step: '0' is not a number, at least 0.05 and at most 1")]
    public void Wrong_types_and_impossible_values(string yaml, string expected) => AssertRefused(Head + yaml, expected);

    [Theory]
    [InlineData("medmim: 2\nname: a\ndata: {archive: .}\nfinetuning: {arms: [scratch]}", "p.yaml:1:9: medmim: '2' is not known. Choose 1")]
    [InlineData("medmim: 1\ndata: {archive: .}", "p.yaml:1:1: the key 'name' is missing")]
    [InlineData("medmim: 1\nname: Big Study\ndata: {archive: .}", "p.yaml:2:7: name: 'Big Study' is not of the form")]
    [InlineData("just a word", "p.yaml:1:1: this is not a mapping of keys to values")]
    [InlineData("- 1\n- 2", "p.yaml:1:1: this is not a mapping of keys to values")]
    public void The_frame(string yaml, string expected) => AssertRefused(yaml, expected);

    [Theory]
    [InlineData("pretraining: {steps: 10, warmup_steps: 10}", "p.yaml:4:40: warmup_steps: 10 of 10 steps")]
    [InlineData("finetuning: {arms: [scratch], intensities: {gamma: [2, 1]}}", "p.yaml:4:52: gamma: low is above high")]
    [InlineData("finetuning: {arms: [scratch], augmentation: {smallest_scale: 2}}", "p.yaml:4:45: smallest_scale is above largest_scale")]
    [InlineData("finetuning: {arms: [scratch], steps: 10, decoder_warmup_steps: 5, warmup_steps: 5}", "p.yaml:4:81: warmup_steps: 5 after the decoder's 5 of 10 steps")]
    [InlineData("finetuning: {steps: 10}", "p.yaml:4:13: the arm 'pretrained' needs a pretraining section")]
    [InlineData("pretraining: {}\ndetection: {}", "p.yaml:5:12: detection needs finetuning, and no comparison")]
    [InlineData("finetuning: {arms: [scratch]}\ndetection: {steps: 10}", "p.yaml:5:12: the arm 'pretrained' needs a pretraining section")]
    [InlineData("finetuning: {arms: [scratch]}\ndetection: {arms: [], from_segmentation: false}", "p.yaml:5:19: detection finds nothing")]
    [InlineData("model: {preset: primus-tiny}\nfinetuning: {arms: [scratch]}\ndetection: {arms: [scratch]}", "p.yaml:6:19: a transformer has no feature pyramid")]
    [InlineData("seed: 3", "p.yaml:1:1: has neither pretraining nor finetuning")]
    [InlineData("split: {test_fraction: 0.5, validation_fraction: 0.5}\npretraining: {}", "p.yaml:4:8: test_fraction and")]
    [InlineData("pretraining: {masking: {mask_unit: [64, 8, 8]}}", "p.yaml:4:36: mask_unit: 64×8×8 does not divide the patch, 32×64×64")]
    [InlineData("pretraining: {masking: {mask_unit: [8, 4, 8]}}", "p.yaml:4:36: mask_unit: 8×4×8 is finer than 8×8×8, a cell of the bottleneck of resenc-tiny")]
    [InlineData("pretraining: {objective: spark, masking: {mask_unit: [16, 4, 16], finer_than_bottleneck: true}}", "p.yaml:4:54: mask_unit: 16×4×16 is not a multiple of 8×8×8, a cell of resenc-tiny")]
    [InlineData("pretraining: {objective: mae}", "p.yaml:4:26: objective: mae is not for resenc-tiny")]
    [InlineData("pretraining: {masking: {mask_ratio: 1}}", "p.yaml:4:37: mask_ratio: ")]
    [InlineData("pretraining: {masking: {mask_ratio: 0}}", "p.yaml:4:37: mask_ratio: ")]
    [InlineData("pretraining: {masking: {curriculum: {begin: 0.9}}}", "p.yaml:4:37: curriculum: begin is not below end")]
    [InlineData("pretraining: {masking: {label_weights: {liver: 2}}}", "p.yaml:4:48: label_weights: there is no label 'liver'")]
    [InlineData("pretraining: {augmentation: {smallest_scale: 2}}", "p.yaml:4:29: smallest_scale is above largest_scale")]
    [InlineData("model: {drop_path: 0.2}\npretraining: {}", "p.yaml:4:20: drop_path: resenc-tiny has no paths to drop")]
    [InlineData("model: {patch_size: [30, 64, 64]}\npretraining: {}", "p.yaml:4:21: patch_size: 30×64×64 is not a multiple of 8×8×8")]
    [InlineData("preparation: {ct_window: [100, -100]}\npretraining: {}", "p.yaml:4:26: ct_window: low is not below high")]
    public void What_one_key_demands_of_another(string yaml, string expected) => AssertRefused(Head + yaml, expected);

    [Theory]
    [InlineData("{}", "needs exactly one of phantom and archive")]
    [InlineData("{archive: ., phantom: {}}", "needs exactly one of phantom and archive")]
    [InlineData("{archive: /etc}", "archive: leads out of the data folder")]
    [InlineData("{archive: a/../../b}", "archive: leads out of the data folder")]
    [InlineData("{archive: ., channels: [{name: t1}]}", "p.yaml:3:30: channels: nothing says which scans 't1' is")]
    [InlineData("{archive: ., channels: [{modality: MR}]}", "the key 'name' is missing")]
    [InlineData("{archive: ., channels: [{name: a b, modality: MR}]}", "name: 'a b' is not of the form")]
    [InlineData("{archive: ., channels: [{name: a, modality: NM}]}", "modality: 'NM' is not known")]
    [InlineData("{archive: ., channels: [{name: a, modality: CT}, {name: a, modality: MR}]}", "p.yaml:3:30: channels: two are named 'a'")]
    [InlineData("{archive: ., modalities: [CT], channels: [{name: a, modality: MR}]}", "channels: 'a' is MR, which modalities leaves out")]
    [InlineData("{archive: ., labels: {names: {a: 1, b: 1}}}", "p.yaml:3:46: the value 1 has two names")]
    [InlineData("{archive: ., labels: {names: {a: 1}, instances: true}}", "p.yaml:3:55: instances: the values of label volumes can number the lesions of one label")]
    [InlineData("{archive: ., labels: {source: volumes, names: {a: 1, b: 2}, instances: true}}", "instances: the values of label volumes can number")]
    [InlineData("{archive: ., labels: {names: {a: 1}, structures: {b: [x]}}}", "p.yaml:3:60: names: gives no value to the label 'b'")]
    [InlineData("{archive: ., labels: {names: {a: 255}}}", "p.yaml:3:40: a: '255' is not a whole number, at least 1 and at most 254")]
    [InlineData("{archive: ., labels: {source: none}}", "p.yaml:3:37: finetuning needs labels")]
    [InlineData("{archive: ., modalities: [XR]}", "p.yaml:3:33: modalities: 'XR' is not known")]
    [InlineData("{phantom: {patients: 0}}", "p.yaml:3:28: patients: '0' is not a whole number, at least 1 and at most 500")]
    public void The_data(string data, string expected) =>
        AssertRefused($"medmim: 1\nname: small\ndata: {data}\nfinetuning: {{arms: [scratch]}}", expected);

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        var lines = Refused(Head + "seed: x\nmodle: {}\npretraining:\n  steps: 0\n  bacth_size: 1\n").Split('\n');

        Assert.Equal(
            ["p.yaml:4:7", "p.yaml:5:1", "p.yaml:7:10", "p.yaml:8:3"], lines.Select(l => l[..l.IndexOf(": ", StringComparison.Ordinal)]));
    }

    private static void AssertRefused(string yaml, string expected) =>
        Assert.Contains(expected, Refused(yaml), StringComparison.Ordinal);

    private static string Refused(string yaml) =>
        Assert.Throws<InputException>(() => ProtocolFile.Parse(yaml, "p.yaml")).Message;
}
