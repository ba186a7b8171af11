using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Splits;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Workers;

namespace MedMim.Datasets.Tests.Ingestion;

public class RealArchiveTests
{
    [Fact]
    public async Task SarcomaDicomWithStructuresEqualsItsNiftiTruth()
    {
        var data = RealScans.Path("ci", "tumour_sts");
        using var folder = new TemporaryFolder();
        var store = await IngestAsync(Path.Combine(data, "dicom"), folder.File("store"));
        Assert.Equal(6, store.Series.Count);
        Assert.Equal(2, store.Series.Select(s => s.Patient).Distinct().Count());
        Assert.All(store.Series, s => Assert.Equal([1], s.LabelValues));
        foreach (var patient in new[] { "STS_008", "STS_025" })
        {
            foreach (var (modality, name, tolerance, dice) in new[] { ("CT", "CT", 0, 0.999), ("MR", "MR_T1", 0, 0.999), ("PT", "PET", 3e-6, 0.98) })
            {
                var pseudonym = Archive.Key.Pseudonym("patient", patient);
                var series = Assert.Single(store.Series, s => s.Patient == pseudonym && s.Modality == modality);
                Assert.Equal(modality switch { "CT" => "HU", "PT" => "SUVbw", _ => string.Empty }, series.Unit);
                var truth = VolumeFile.ReadFloat(Path.Combine(data, "nifti", patient, name + "_image.nii.gz"));
                var mask = VolumeFile.ReadLabel(Path.Combine(data, "nifti", patient, name + "_mask.nii.gz"));
                var image = store.ReadImage(series.Id);
                Assert.True(truth.Geometry.CoincidesWith(image.Geometry, 1e-2));
                Assert.True(image.Voxels.Zip(truth.Voxels, (a, b) => Math.Abs(a - b)).Max() <= tolerance);
                Assert.True(Dice(store.Label(series.Id)!.Value.ToArray(), mask.Voxels) >= dice);
            }
        }
    }

    [Fact]
    public async Task WholeSarcomaFolderHoldsEachScanOnceAndEachPatientOnce()
    {
        using var folder = new TemporaryFolder();
        var store = await IngestAsync(RealScans.Path("ci", "tumour_sts"), folder.File("store"));
        // CT and MR are byte-identical in both formats; the two PET versions differ in the seventh digit.
        Assert.Equal(8, store.Series.Count);
        Assert.Equal(2, store.Series.Select(s => s.Patient).Distinct().Count());
        Assert.Equal(4, store.Refusals.Count(r => r.Code == RefusalCodes.Duplicate));
        PatientSplit.Create([.. store.Series.Select(SplitCase.From)], new(0.5, 0, 0.5), 1);
    }

    [Fact]
    public async Task HippocampusPairsAreLabelled()
    {
        using var folder = new TemporaryFolder();
        var store = await IngestAsync(RealScans.Path("ci", "seg_hippocampus"), folder.File("store"));
        Assert.Equal((24, 24), (store.Series.Count, store.Series.Select(s => s.Patient).Distinct().Count()));
        Assert.All(store.Series, s => Assert.Equal([1, 2], s.LabelValues));
        Assert.Empty(store.Refusals);
    }

    [Fact]
    public async Task SarcomaExperimentIsLabelledByPatientFolder()
    {
        using var folder = new TemporaryFolder();
        var store = await IngestAsync(RealScans.Path("experiments", "sts_mr"), folder.File("store"));
        Assert.Equal((35, 35), (store.Series.Count, store.Series.Select(s => s.Patient).Distinct().Count()));
        Assert.All(store.Series, s => Assert.Equal("MR", s.Modality));
        Assert.All(store.Series, s => Assert.True(s.HasLabel));
    }

    [Fact]
    public async Task OddFilesAreReadOrRefusedAndNothingIsLost()
    {
        using var folder = new TemporaryFolder();
        var archive = RealScans.Path("ci", "dicom2nifti_truth");
        var store = await IngestAsync(archive, folder.File("store"));
        var entries = PseudonymLookup.List(store.Folder, archive, Archive.Key).ToArray();
        Assert.Equal(Directory.EnumerateFiles(archive, "*", SearchOption.AllDirectories).Count(), entries.Length);
        Assert.All(entries.Where(e => e.Outcome != SourceOutcome.Other), e => Assert.NotEmpty(e.Targets));
        Assert.All(
            entries.Where(e => e.RelativePath.StartsWith("failing/", StringComparison.Ordinal) && e.RelativePath.EndsWith(".dcm", StringComparison.Ordinal)),
            e => Assert.True(e.Outcome == SourceOutcome.Refused || store.Find(e.Targets[0]).Corrections.Count > 0, e.RelativePath));
    }

    private static async Task<ScanStore> IngestAsync(string archive, string store)
    {
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 2 });
        await new Ingestor(reader, Archive.Key, SilentProgress.Instance).RunAsync(
            new() { ArchivePath = archive, StorePath = store, Labels = new LabelSource() }, TestContext.Current.CancellationToken);
        return ScanStore.Open(store);
    }

    private static double Dice(byte[] a, byte[] b)
    {
        var both = a.Zip(b, (x, y) => x != 0 && y != 0).Count(v => v);
        return 2.0 * both / (a.Count(v => v != 0) + b.Count(v => v != 0));
    }
}
