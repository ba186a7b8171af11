using System.Text.Json;
using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Augmentation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Models.Networks;
using MedMim.Models.Weights;
using MedMim.Training.Initialisation;
using TorchSharp;

namespace MedMim.FineTuning.Tests.Segmentation;

public sealed class SegmenterTests : TorchTests
{
    private static readonly GridSize Patch = new(16, 16, 16);

    internal static readonly SegmenterOptions Options = new()
    {
        Labels = [new(1, "ball")],
        PatchSize = Patch,
        Training = SegmenterOptions.Defaults(6),
        Seed = 3,
    };

    [Fact]
    public void LearnsABall()
    {
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(6, new(20, 20, 20));
        var options = Options with
        {
            Training = SegmenterOptions.Defaults(60) with { Optimizer = new() { LearningRate = 5e-3 } },
            Augmentation = AugmentationOptions.None,
        };

        var model = new Segmenter(options).Train(cases, Ids(cases)[..4], Ids(cases)[4..], RunIn(folder));

        var last = JsonDocument.Parse(File.ReadAllLines(folder.File("validation.jsonl"))[^1]).RootElement;
        Assert.True(last.GetProperty("dice_1").GetDouble() > 0.8, last.ToString());
        using var network = ModelPackage.Open(model.Folder).CreateNetwork();
        var predicted = new SlidingWindow(network, Patch).Classes(cases.Load("case-05"));
        Assert.InRange(predicted.Count(v => v == 1), 60, 700);
    }

    [Fact]
    public void TwinsDifferInTheLoadedWeightsAndInNothingElse()
    {
        using var folder = new TemporaryFolder();
        var pretrained = Pretrained(folder);
        using var fromFile = Options.CreateNetwork(Options.DeepSupervision);
        using var fromScratch = Options.CreateNetwork(Options.DeepSupervision);
        var report = InitialWeights.Fill(fromFile, 3, pretrained);
        InitialWeights.Fill(fromScratch, 3, null);

        var (a, b) = (fromFile.state_dict(), fromScratch.state_dict());
        var loaded = report.Entries.Where(e => e.Status == LoadStatus.Loaded).Select(e => e.Name).ToHashSet();
        Assert.NotEmpty(loaded);
        Assert.All(a.Where(w => w.Key.Contains("seg_layers")), w => Assert.DoesNotContain(w.Key, loaded));
        Assert.All(
            a.Where(w => w.Key.EndsWith("conv.weight", StringComparison.Ordinal)),
            w => Assert.NotEqual(loaded.Contains(w.Key), w.Value.allclose(b[w.Key], 0, 0)));
    }

    [Fact]
    public void TwinsSeeTheSameCasesStepByStep()
    {
        var cases = Blobs.Cases(5, new(20, 20, 20));
        var checkedCases = SegmentationCases.Check(cases, Ids(cases), [], new LabelMap(Options.Labels));
        var one = new SegmentationBatches(Options, checkedCases);
        var other = new SegmentationBatches(Options, checkedCases);
        _ = other.At(9);
        for (var step = 0; step < 6; step++)
        {
            var (a, b) = (one.At(step), other.At(step));
            Assert.Equal(a.CaseIds, b.CaseIds);
            Assert.Equal(a.Patches.SelectMany(p => p.Image), b.Patches.SelectMany(p => p.Image));
            Assert.Equal(a.Classes.SelectMany(c => c), b.Classes.SelectMany(c => c));
            Assert.Equal(a.Keys, b.Keys);
        }
    }

    [Fact]
    public void ABatchBecomesTensorsOfItsPatches()
    {
        var cases = Blobs.Cases(2, new(20, 20, 20));
        var options = Options with { PatchSize = new(8, 16, 24), Augmentation = AugmentationOptions.None, ForegroundProbability = 1 };
        var batch = new SegmentationBatches(options, SegmentationCases.Check(cases, Ids(cases), [], new LabelMap(Options.Labels))).At(0);
        var crops = batch.ToTensors();
        var (image, label) = (crops.Image, crops.Maps.select(1, 0));
        Assert.Equal([2, 1, 8, 16, 24], image.shape);
        Assert.Equal([2, 8, 16, 24], label.shape);
        Assert.Equal([2, 1, 8, 16, 24], crops.Present.shape);
        Assert.Equal(batch.Patches[1].Image[((3 * 16) + 5) * 24 + 7], image[1, 0, 3, 5, 7].ToSingle());
        Assert.Equal(batch.Classes[1][((3 * 16) + 5) * 24 + 7], label[1, 3, 5, 7].ToByte());
        Assert.All(batch.Patches.Zip(batch.Classes), p => Assert.Equal(p.First.Present.Select(v => v == 0), p.Second.Select(c => c == 255)));
    }

    [Fact]
    public void ARerunGivesTheSameBytesAndAStoppedRunToo()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var cases = Blobs.Cases(4, new(20, 20, 20));
        Train(cases, first);
        Train(cases, second);
        using (var cancellation = new CancellationTokenSource())
        {
            // With another number of readers too: it changes nothing but the time.
            var run = RunIn(stopped) with { Progress = new StopAfter(3, cancellation), Readers = 3 };
            Assert.Throws<OperationCanceledException>(() => new Segmenter(Options).Train(
                cases, Ids(cases)[..3], Ids(cases)[3..], run, cancellation.Token));
            Assert.False(ModelPackage.Exists(stopped.Root));
        }

        new Segmenter(Options).Train(cases, Ids(cases)[..3], Ids(cases)[3..], RunIn(stopped) with { Readers = 0 });

        foreach (var name in new[] { "model.safetensors", "model.json", "load-report.json", "log.jsonl", "validation.jsonl" })
        {
            Assert.Equal(File.ReadAllBytes(first.File(name)), File.ReadAllBytes(second.File(name)));
            Assert.Equal(File.ReadAllBytes(first.File(name)), File.ReadAllBytes(stopped.File(name)));
        }

        Assert.False(Directory.Exists(first.File("checkpoints")));
    }

    [Fact]
    public void AFinishedFolderIsReturnedAndAnothersRefused()
    {
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(3, new(16, 16, 16));
        Train(cases, folder);
        var written = File.GetLastWriteTimeUtc(folder.File("model.safetensors"));

        Train(cases, folder);
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder.File("model.safetensors")));

        var other = new Segmenter(Options with { Seed = 4 });
        Assert.Throws<InputException>(() => other.Train(cases, Ids(cases), [], RunIn(folder)));
    }

    [Fact]
    public void AChangedLabelOnAnUnchangedScanIsNotResumed()
    {
        using var finished = new TemporaryFolder();
        using var stopped = new TemporaryFolder();
        var cases = Blobs.Cases(3, new(16, 16, 16));
        Train(cases, finished);
        using (var cancellation = new CancellationTokenSource())
        {
            Assert.Throws<OperationCanceledException>(() => new Segmenter(Options).Train(
                cases, Ids(cases)[..^1], Ids(cases)[^1..],
                RunIn(stopped) with { Progress = new StopAfter(3, cancellation) }, cancellation.Token));
        }

        for (var changed = 1; changed < 3; changed++)
        {
            // A training case's label, then the validation case's.
            var corrected = cases.Load(Ids(cases)[changed]).Label!.Value.ToArray();
            corrected[0] = 1;
            var others = new MemoryCases([.. Ids(cases).Select((id, i) => cases.Load(id) with
            {
                Label = i == changed ? corrected : cases.Load(id).Label,
            })]);
            Assert.Throws<InputException>(() => Train(others, stopped));
            Assert.Throws<InputException>(() => Train(others, finished));
        }

        Train(cases, stopped);
        Assert.Equal(File.ReadAllBytes(finished.File("model.safetensors")), File.ReadAllBytes(stopped.File("model.safetensors")));
    }

    [Fact]
    public void TheLoadReportListsEveryTensor()
    {
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(3, new(16, 16, 16));
        var run = RunIn(folder) with { InitialWeights = Pretrained(folder), Folder = folder.File("model") };

        new Segmenter(Options).Train(cases, Ids(cases), [], run);

        var report = JsonDocument.Parse(File.ReadAllText(folder.File("model/load-report.json"))).RootElement;
        var entries = report.GetProperty("entries").EnumerateArray().ToList();
        using var network = Options.CreateNetwork(Options.DeepSupervision);
        Assert.Equal(network.state_dict().Keys.Order(), entries.Select(e => e.GetProperty("name").GetString()!).Order());
        Assert.Contains(entries, e => e.GetProperty("status").GetString() == "loaded");
        Assert.Contains(entries, e => e.GetProperty("status").GetString() == "skipped");
    }

    [Fact]
    public void ScansSmallerThanThePatchTrain()
    {
        using var folder = new TemporaryFolder();
        var cases = Blobs.Cases(3, new(12, 14, 13));

        Train(cases, folder);

        Assert.True(ModelPackage.Exists(folder.Root));
    }

    [Fact]
    public void TheSamePatientInBothPartsIsRefused()
    {
        var size = new GridSize(16, 16, 16);
        var cases = new MemoryCases(
            [With(Blobs.Case("a", 0, size), "p"), With(Blobs.Case("b", 1, size), "q"), With(Blobs.Case("c", 2, size), "p")]);

        Refused("patient", cases, ["a", "b"], ["c"]);
    }

    [Fact]
    public void AnUndeclaredLabelIsRefused() =>
        Refused("holds the value 7", Blobs.Cases(2, new(16, 16, 16), value: 7), ["case-00", "case-01"], []);

    [Fact]
    public void NoLabelledCaseIsRefused()
    {
        var size = new GridSize(16, 16, 16);
        Refused("has a label", new MemoryCases([MemoryCases.Volume("a", size, new float[size.Count], null)]), ["a"], []);
    }

    [Fact]
    public void EmptyLabelsAloneAreRefusedButOneAmongOthersIsNot()
    {
        using var folder = new TemporaryFolder();
        var size = new GridSize(16, 16, 16);
        var empty = MemoryCases.Volume("a", size, new float[size.Count], new byte[size.Count]);
        Refused("empty", new MemoryCases([empty]), ["a"], []);

        new Segmenter(Options).Train(new MemoryCases([empty, Blobs.Case("b", 1, size)]), ["a", "b"], [], RunIn(folder));
        Assert.True(ModelPackage.Exists(folder.Root));
    }

    [Fact]
    public void ANotANumberNamesItsCase()
    {
        var size = new GridSize(16, 16, 16);
        var image = new float[size.Count];
        image[77] = float.NaN;
        var label = new byte[size.Count];
        label[5] = 1;

        Refused("not a finite number", new MemoryCases([MemoryCases.Volume("bad", size, image, label)]), ["bad"], []);
    }

    [Fact]
    public void AnUnknownCaseIsRefused() => Refused("not in the data", Blobs.Cases(1, new(16, 16, 16)), ["case-00", "nobody"], []);

    [Fact]
    public void WeightsThatAreNoneAreRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("encoder.safetensors"), "not weights");
        var cases = Blobs.Cases(2, new(16, 16, 16));

        Assert.Throws<InputException>(() => new Segmenter(Options).Train(
            cases, Ids(cases), [], RunIn(folder) with { InitialWeights = folder.File("encoder.safetensors") }));
    }

    internal static SegmenterRun RunIn(TemporaryFolder folder) => new()
    {
        Folder = folder.Root,
        Preparation = new() { Spacing = new(1, 1, 1) },
    };

    internal static string[] Ids(MemoryCases cases) => [.. cases.Cases.Select(c => c.Id)];

    private static void Train(MemoryCases cases, TemporaryFolder folder) =>
        new Segmenter(Options).Train(cases, Ids(cases)[..^1], Ids(cases)[^1..], RunIn(folder));

    private static PreparedVolume With(PreparedVolume volume, string patient) =>
        volume with { Case = volume.Case with { Patient = patient } };

    /// <summary>Weights of a reconstructor: the same network with one output.</summary>
    internal static string Pretrained(TemporaryFolder folder)
    {
        using var network = new ResEncUNet(EncoderPresets.Options("resenc-tiny", 1));
        SeededWeights.Fill(network, 99);
        var path = folder.File("encoder.safetensors");
        SafetensorsWriter.Write(path, network.state_dict());
        return path;
    }

    private static void Refused(string problem, MemoryCases cases, string[] train, string[] validation)
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<InputException>(
            () => new Segmenter(Options).Train(cases, train, validation, RunIn(folder)));
        Assert.Contains(problem, failure.Message);
        Assert.False(ModelPackage.Exists(folder.Root));
    }
}
