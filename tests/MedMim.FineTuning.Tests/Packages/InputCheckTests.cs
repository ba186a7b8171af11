using MedMim.Datasets.Preparation;
using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Tests.Packages;

public sealed class InputCheckTests
{
    // Spacing z 2 to 5 mm, y and x 1 mm; extents of 100 and 80 mm and more.
    private static readonly ModelManifest Manifest = Model(("CT", Grid(50, 2, 80, 1)), ("CT", Grid(40, 5, 90, 1)));

    [Theory]
    [InlineData("CT", 50, 2, 80, 1, null)]
    [InlineData("CT", 60, 1, 80, 1, null)]
    [InlineData("CT", 10, 10, 80, 1, null)]
    [InlineData("CT", 200, 0.9, 80, 1, "has a spacing of 0.9 mm along z, and the model learned from 2 to 5 mm")]
    [InlineData("CT", 20, 10.1, 80, 1, "has a spacing of 10.1 mm along z")]
    [InlineData("CT", 50, 2, 80, 0.4, "has a spacing of 0.4 mm along y")]
    [InlineData("CT", 24, 2, 80, 1, "is 48 mm long along z, and the smallest that the model learned from 100 mm")]
    [InlineData("CT", 50, 2, 39, 1, "is 39 mm long along y")]
    [InlineData("MR", 50, 2, 80, 1, "is MR, and the model learned from CT alone")]
    [InlineData("OT", 50, 2, 80, 1, "is of unknown modality, and the model learned from CT alone")]
    public void TheRules(string modality, int slices, double between, int rows, double pixel, string? expected)
    {
        var problem = InputCheck.Misfit(Manifest, modality, Grid(slices, between, rows, pixel));

        if (expected is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AScanIsLookedAtInTheOrderOfTheTrainingScans()
    {
        // The same scan with its axes exchanged: x to the back, y to the head, z to the left.
        var scan = new VolumeGeometry(new(80, 50, 80), new(1, 2, 1), default, new(0, 1, 0), new(0, 0, 1), new(1, 0, 0));

        Assert.Null(InputCheck.Misfit(Manifest, "CT", scan));
        Assert.NotNull(InputCheck.Misfit(Manifest with { Preparation = new() { Reorient = false } }, "CT", scan with { Spacing = new(1, 0.4, 1) }));
    }

    [Fact]
    public void UnknownModalityIsPreparedAsMrAndAModelWithoutARecordTakesAll()
    {
        var unknown = Model(("OT", Grid(50, 2, 80, 1)));
        Assert.Null(InputCheck.Misfit(unknown, "MR", Grid(50, 2, 80, 1)));
        Assert.NotNull(InputCheck.Misfit(unknown, "CT", Grid(50, 2, 80, 1)));
        Assert.Null(InputCheck.Misfit(unknown with { Inputs = null }, "CT", Grid(1, 90, 1, 90)));
    }

    [Fact]
    public void TheCardSaysWhatIsKnownAndWhatIsNot()
    {
        var card = ModelCard.Of(Manifest);
        Assert.Contains("## Intended use\n\nnot provided", card, StringComparison.Ordinal);
        Assert.Contains("- 3: tumour (no code)", card, StringComparison.Ordinal);
        Assert.Contains("- patients: 2\n- modalities: CT\n- spacing z, y, x: 2, 1, 1 to 5, 1, 1 mm", card, StringComparison.Ordinal);
        Assert.Contains("- protocol: sha256:p", card, StringComparison.Ordinal);
        Assert.Contains("modality and spacing: not provided", ModelCard.Of(Manifest with { Inputs = null }), StringComparison.Ordinal);
    }

    private static ModelManifest Model(params (string Modality, VolumeGeometry Grid)[] scans) => new()
    {
        Identity = "sha256:i",
        Options = new SegmenterOptions { Labels = [new(3, "tumour")], PatchSize = new(16, 16, 16), Training = SegmenterOptions.Defaults(1) },
        Preparation = new PreparationPlan(),
        Provenance = new(string.Empty, "sha256:c", 2, 0, new SortedDictionary<string, string>(StringComparer.Ordinal) { ["protocol"] = "sha256:p" }),
        Inputs = ModelInputs.Of([.. scans.Select((s, i) => (s.Modality, $"patient-{i}", s.Grid))], reorient: true),
    };

    private static VolumeGeometry Grid(int slices, double between, int rows, double pixel) =>
        VolumeGeometry.Identity(new(slices, rows, 90), new(1, pixel, between));
}
