using System.Text.Json.Nodes;
using MedMim.FineTuning.Augmentation;
using MedMim.Models.Networks;
using MedMim.Pretraining.Masking;
using MedMim.Pretraining.Options;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Tests.Protocols.Sections;

/// <summary>What protocols call things, and what they default to, is what the steps themselves say.</summary>
public class StepOptionsTests
{
    [Fact]
    public void Pretraining_has_the_pretrainers_defaults()
    {
        var section = new PretrainingSection();
        var options = new PretrainOptions { Training = new() { Steps = section.Steps } };

        Assert.Equal(options.BatchSize, section.BatchSize);
        Assert.Equal(options.Augmentation, section.Augmentation.ToOptions(section.Mirror ? 0.5 : 0));
        Assert.Equal(options.MinimumTissueFraction, section.MinimumTissueFraction);
        Assert.Equal(options.MontageEvery, section.MontageEvery);
        Assert.Equal(options.Reconstruction.NormaliseTarget, section.NormaliseTarget);
        Assert.Equal(options.Training.ClipNorm, section.ClipNorm);
        Assert.Equal(options.Training.CheckpointEvery, section.CheckpointEvery);
        Assert.Equal(options.Training.Optimizer.LearningRate, section.LearningRate);
        Assert.Equal(options.Training.Optimizer.WeightDecay, section.WeightDecay);
        Assert.Equal(
            (options.Masking.Strategy, options.Masking.MaskRatio, options.Masking.MaskUnit),
            (section.Masking.Strategy, section.Masking.MaskRatio, section.Masking.MaskUnit));
        Assert.Equal(options.Masking.Scales, section.Masking.Scales);
        Assert.Equal(
            (options.Masking.FinerThanBottleneck, options.Masking.HardShare, options.Masking.LabelWeights.Default),
            (section.Masking.FinerThanBottleneck, section.Masking.HardShare, section.Masking.LabelWeight));
        Assert.Equal(
            (options.Masking.Curriculum.Begin, options.Masking.Curriculum.End),
            (section.Masking.Curriculum.Begin, section.Masking.Curriculum.End));
        Assert.Equal(
            (options.Masking.Weights.Air, options.Masking.Weights.Support, options.Masking.Weights.Tissue, options.Masking.Weights.Boundary),
            (section.Masking.Weights.Air, section.Masking.Weights.Support, section.Masking.Weights.Tissue, section.Masking.Weights.Boundary));
    }

    [Fact]
    public void Finetuning_has_the_segmenters_random_changes()
    {
        var section = new FinetuningSection();

        Assert.Equal(
            new AugmentationOptions(),
            new() { Spatial = section.Augmentation.ToOptions(section.MirrorProbability), Intensity = section.Intensities.ToOptions() });
    }

    [Fact]
    public void Presets_and_strategies_are_those_there_are()
    {
        Assert.Equal(EncoderPresets.Names, Words("model", "preset"));
        Assert.Equal(MaskingOptions.Strategies.Order(StringComparer.Ordinal), Words("masking", "strategy").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Words(string section, string key) =>
        JsonNode.Parse(ProtocolFile.Schema)!["definitions"]![section]!["properties"]![key]!["enum"]!
            .AsArray().Select(w => w!.GetValue<string>());
}
