using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Inference;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.FineTuning.Tests.Segmentation;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Packages;

public sealed class ModelEnsembleTests : TorchTests
{
    [Fact]
    public void AFolderOfModelsOrAListOfThemIsAnEnsemble()
    {
        using var folder = new TemporaryFolder();
        Train(folder.File("fold-0"), seed: 1);
        Train(folder.File("fold-1"), seed: 2);
        Directory.CreateDirectory(folder.File("notes"));

        var both = ModelEnsemble.Open(folder.Root);

        Assert.Equal(["fold-0", "fold-1"], both.Models.Select(m => Path.GetFileName(m.Folder)));
        var named = ModelEnsemble.Open($"{folder.File("fold-1")},{folder.File("fold-0")}");
        Assert.Equal(both.Identity, named.Identity);
        Assert.NotEqual(both.Identity, ModelEnsemble.Open(folder.File("fold-0")).Identity);
    }

    [Fact]
    public void AnEnsembleOfOneModelTwiceIsThatModelAndItPredictsAnywhere()
    {
        using var folder = new TemporaryFolder();
        Train(folder.File("model"), seed: 1);
        var moved = Directory.CreateDirectory(folder.File("elsewhere")).FullName;
        Directory.Move(folder.File("model"), Path.Combine(moved, "m"));
        var scan = new Volume<float>(VolumeGeometry.Identity(new(12, 9, 14), new(1, 1, 1)), Blobs.Case("a", 5, new(12, 9, 14)).Image.ToArray());

        using var one = Predictor.Open(ModelEnsemble.Open(Path.Combine(moved, "m")));
        using var twice = Predictor.Open(ModelEnsemble.Of([Path.Combine(moved, "m"), Path.Combine(moved, "m")]));

        Assert.Equal(one.Predict(scan, "MR").Voxels, twice.Predict(scan, "MR").Voxels);
    }

    [Theory]
    [InlineData("labels", "other labels")]
    [InlineData("patch", "a window of")]
    [InlineData("preparation", "another preparation")]
    public void ModelsThatDoNotBelongTogetherAreRefused(string difference, string said)
    {
        using var folder = new TemporaryFolder();
        Train(folder.File("a"), seed: 1);
        Train(
            folder.File("b"), seed: 1, name: difference == "labels" ? "knot" : "ball", patch: difference == "patch" ? 16 : 8,
            plan: difference == "preparation" ? new() { ClipDeviations = 4 } : null);

        var failure = Assert.Throws<InputException>(() => ModelEnsemble.Of([folder.File("a"), folder.File("b")]));

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("a"), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCardIsThereAndTheRecordOfTheScans()
    {
        using var folder = new TemporaryFolder();
        Train(folder.File("model"), seed: 1);

        Assert.StartsWith("# Model card", File.ReadAllText(folder.File("model/MODEL_CARD.md")), StringComparison.Ordinal);
        Assert.Equal(["MR"], ModelPackage.Open(folder.File("model")).Manifest.Inputs!.Modalities);
    }

    private static void Train(string folder, ulong seed, string name = "ball", int patch = 8, PreparationPlan? plan = null)
    {
        var cases = Blobs.Cases(1, new(16, 16, 16));
        using var unused = new TemporaryFolder();
        new Segmenter(new SegmenterOptions
        {
            Labels = [new(1, name)], PatchSize = new(patch, patch, patch), Training = SegmenterOptions.Defaults(1), Seed = seed,
        }).Train(cases, ["case-00"], [], SegmenterTests.RunIn(unused) with
        {
            Folder = folder,
            Preparation = plan ?? new(),
            Inputs = ModelInputs.Of([("MR", "p", VolumeGeometry.Identity(new(16, 16, 16), new(1, 1, 1)))], reorient: true),
        });
    }
}
