using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;
using MedMim.Pretraining;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Tests.Training;

/// <summary>A transformer as a segmenter from end to end, as a protocol asks for it.</summary>
public sealed class PrimusStudyTests
{
    private const string Protocol = """
        medmim: 1
        name: primus
        seed: 6
        data: { archive: scans }
        model: { preset: primus-tiny, patch_size: [16, 24, 16], drop_path: 0.2 }
        pretraining: { steps: 4, objective: mae, masking: { strategy: uniform, mask_ratio: 0.6 } }
        finetuning: { steps: 6, warmup_steps: 1, decoder_warmup_steps: 2, layer_decay: 0.75 }
        """;

    [Fact]
    public void PretrainsByMaskingFineTunesAndPredicts()
    {
        using var folder = new TemporaryFolder();
        var protocol = ProtocolFile.Parse(Protocol, "primus.yaml");
        var cases = new MemoryCases(3, new(20, 26, 18));

        var pretrained = Pretrainer.Run(
            protocol.ToPretrainOptions(), cases, [.. cases.Ids], new() { Folder = folder.File("pretrain") }, TestContext.Current.CancellationToken);
        var models = new[] { pretrained.Encoder, null }.Select((encoder, i) => new Segmenter(protocol.ToSegmenterOptions()).Train(
            cases, cases.Ids.Take(2).ToList(), cases.Ids.Skip(2).ToList(),
            new() { Folder = folder.File($"arm{i}"), InitialWeights = encoder, Preparation = new PreparationPlan() },
            TestContext.Current.CancellationToken)).ToList();

        // All of the encoder is carried over: embedding, positions, every block. The decoder and the output are not.
        using var network = models[0].CreateNetwork();
        var report = JsonDocument.Parse(File.ReadAllText(folder.File("arm0/load-report.json"))).RootElement.GetProperty("entries").EnumerateArray();
        Assert.All(report, e => Assert.Equal(
            network.EncoderLevelOf(e.GetProperty("name").GetString()!) is not null, e.GetProperty("status").GetString() == "loaded"));
        Assert.NotEqual(File.ReadAllBytes(models[0].WeightsPath), File.ReadAllBytes(models[1].WeightsPath));

        // A scan larger than the patch, and one that is smaller.
        var window = new SlidingWindow(network, new GridSize(16, 24, 16));
        Assert.Equal(20 * 26 * 18, window.Classes(cases.Load(cases.Ids[2])).Length);
        Assert.Equal(12 * 10 * 9, window.Classes(new MemoryCases(1, new(12, 10, 9)).Load("case0")).Length);
        var losses = File.ReadLines(folder.File("arm0/log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("loss").GetDouble()).ToList();
        Assert.Equal(6, losses.Count);
        Assert.All(losses, l => Assert.True(double.IsFinite(l)));
    }
}
