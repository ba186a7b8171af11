using MedMim.Evaluation.Detection;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Volumes;

namespace MedMim.Evaluation.Tests.Detection;

public sealed class DetectionStatisticsTests
{
    private static readonly BootstrapOptions Quick = new(1) { Replicates = 200 };
    private static readonly VolumeGeometry Grid = VolumeGeometry.Identity(new(40, 40, 40), new(1, 1, 1));
    private static readonly Box3 Lesion = new(0, 0, 0, 10, 10, 10);

    [Fact]
    public void FiguresEqualThoseOfTheIndependentScript()
    {
        var golden = DetectionGolden.Load();
        foreach (var study in golden.Studies)
        {
            var figures = Figures(golden.Cases(study));
            var centre = Figures(golden.Cases(study), new() { FrocLocalisation = Localisation.CentreDistance });
            if (study.Ap is null)
            {
                Assert.Null(figures.MeanAveragePrecision);
                Assert.Null(figures.Cpm);
                Assert.Empty(figures.Froc);
                continue;
            }

            Near(study.Ap, figures.AveragePrecisions);
            Near([study.Ap.Average(), study.Ap[0], study.Cpm!.Value],
                [figures.MeanAveragePrecision!.Estimate, figures.AveragePrecision!.Estimate, figures.Cpm!.Estimate]);
            Near(study.Froc!, figures.Sensitivities.Select(s => s.Estimate));
            Near(study.Centre!, centre.Sensitivities.Select(s => s.Estimate));
        }
    }

    [Fact]
    public void APerfectDetectorScoresOneAndABlindOneNought()
    {
        var perfect = Figures([Case("a", Found(Lesion, 0.9)), Case("b", Found(Lesion, 0.4))]);
        var blind = Figures([Case("a"), Case("b")]);

        Assert.Equal((1, 1, 1), (perfect.MeanAveragePrecision!.Estimate, perfect.AveragePrecision!.Estimate, perfect.Cpm!.Estimate));
        Assert.Equal((0, 0, 0), (blind.MeanAveragePrecision!.Estimate, blind.AveragePrecision!.Estimate, blind.Cpm!.Estimate));
        Assert.Equal((2, 2, 2, 0), (blind.Patients, blind.Scans, blind.Lesions, blind.Detections));
    }

    [Fact]
    public void ASecondBoxOfALesionIsFalseByOverlapAndIgnoredByCentre()
    {
        DetectionCase[] cases = [Case("a", Found(Lesion, 0.5), Found(Lesion, 0.9))];

        Assert.Equal([default, new(0, 1), new(1, 1)], Figures(cases).Froc);
        Assert.Equal([default, new(0, 1)], Figures(cases, new() { FrocLocalisation = Localisation.CentreDistance }).Froc);
    }

    [Fact]
    public void ACentreAsFarAsTheRadiusIsNoHit()
    {
        var options = new DetectionOptions { FrocLocalisation = Localisation.CentreDistance };

        Assert.Equal(0, Figures([Case("a", Found(Lesion.Shift(5, 0, 0), 0.5))], options).Froc[^1].Sensitivity);
        Assert.Equal(1, Figures([Case("a", Found(Lesion.Shift(4.999, 0, 0), 0.5))], options).Froc[^1].Sensitivity);
    }

    [Fact]
    public void OnlyTheBestDetectionsOfAScanCount()
    {
        ScoredBox[] many = [.. Enumerable.Range(0, 100).Select(i => Found(Lesion.Shift(30, 30, 30), 0.9)), Found(Lesion, 0.1)];

        Assert.Equal(0, Figures([Case("a", many)]).AveragePrecision!.Estimate);
        Assert.True(Figures([Case("a", many)], new() { MaximumDetections = 101 }).AveragePrecision!.Estimate > 0);
    }

    [Fact]
    public void IntervalsAreOverPatientsAndMissResamplesWithoutALesion()
    {
        var empty = Case("c", Found(Lesion, 0.3)) with { References = [] };
        var figures = Figures([Case("a", Found(Lesion, 0.9)), Case("b"), empty, empty with { CaseId = "d", Patient = "patient-d" }]);

        Assert.Equal(4, figures.Cpm!.Patients);
        Assert.True(figures.Cpm.Low <= figures.Cpm.Estimate && figures.Cpm.Estimate <= figures.Cpm.High);
        Assert.Equal((0, 1), (figures.Cpm.Low, figures.Cpm.High));
    }

    [Fact]
    public void BoxesThatAreNoneAreRefusedByTheNameOfTheirCase()
    {
        var bad = Case("a", Found(new(0, 0, 0, double.NaN, 1, 1), 0.5));

        Assert.Contains("case a", Assert.Throws<InputException>(() => Figures([bad])).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Figures([Case("a")], new() { Rates = [0] }));
        Assert.Throws<InputException>(() => Figures([Case("a")], new() { IouThresholds = [1.5] }));
    }

    private static DetectionFigures Figures(IReadOnlyList<DetectionCase> cases, DetectionOptions? options = null) =>
        new DetectionStatistics(options ?? new(), Quick).Of(cases, 1);

    private static DetectionCase Case(string id, params ScoredBox[] found) =>
        new(id, "patient-" + id, "detector", Grid, [new(1, Lesion, 1000)], found);

    private static ScoredBox Found(Box3 box, double score) => new(box, score, 1);

    private static void Near(IReadOnlyList<double> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
}
