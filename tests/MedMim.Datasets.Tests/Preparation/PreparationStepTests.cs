using MedMim.Datasets.Preparation;
using MedMim.Datasets.Preparation.Fingerprints;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;

namespace MedMim.Datasets.Tests.Preparation;

public class PreparationStepTests
{
    [Fact]
    public async Task TheDatasetIsWhatWasPrepared()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        var dataset = Run(archive, folder, Whole with { SpacingRule = SpacingRule.Fixed, Spacing = new(2, 2, 2) });
        Assert.Equal(3, dataset.Cases.Count);
        Assert.Equal(2, dataset.Cases.Count(c => c.HasLabel));
        foreach (var item in dataset.Cases)
        {
            var volume = dataset.Load(item.Id);
            Assert.Same(volume, dataset.Load(item.Id));
            Assert.Equal(new(6, 8, 6), item.Geometry.Size); // 6×2, 10×1.5, 12×1 mm at 2 mm
            Assert.Equal(item.Geometry.Size.Count, volume.Image.Length);
            Assert.Equal(item.HasLabel, volume.Label is not null);
            Assert.Equal(archive.Open().Find(item.Id).VoxelDigest, item.VoxelDigest);
            Assert.Equal(archive.Open().Find(item.Id).Geometry, dataset.RegionOf(item.Id).Original);
            Assert.Equal(64, new PatchSampler(new() { PatchSize = new(4, 4, 4) }).Sample(volume, new(new(1, "t"))).Image.Length);
        }
    }

    [Fact]
    public async Task UnchangedCasesAreKeptAndGoneOnesRemoved()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        Run(archive, folder, Whole);
        var digest = ContentDigest.OfFolder(folder);
        var old = DateTime.UnixEpoch;
        foreach (var file in Directory.EnumerateFiles(folder, "*.image.npy"))
        {
            File.SetLastWriteTimeUtc(file, old);
        }

        Run(archive, folder, Whole);
        Assert.All(Directory.EnumerateFiles(folder, "*.image.npy"), f => Assert.Equal(old, File.GetLastWriteTimeUtc(f)));
        Assert.Equal(digest, ContentDigest.OfFolder(folder));
        Run(archive, folder, Whole with { ClipDeviations = 3 });
        Assert.All(Directory.EnumerateFiles(folder, "*.image.npy"), f => Assert.NotEqual(old, File.GetLastWriteTimeUtc(f)));
        File.Delete(archive.At("images/case0.nii.gz"));
        await archive.IngestAsync();
        Assert.Equal(2, Run(archive, folder, Whole).Cases.Count);
        Assert.Equal(2, Directory.EnumerateFiles(folder, "*.image.npy").Count());
    }

    [Fact]
    public void AFolderWithoutAnIndexIsNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("prepared.json", Assert.Throws<InputException>(() => PreparedDataset.Open(folder.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingOfAHeldOutCaseShapesThePreparationOfTheOthers()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        var options = new PreparationOptions { SpacingRule = SpacingRule.Median };
        var held = archive.Open().Series[0].Id;
        var training = archive.Open().Series.Select(s => s.Id).Where(id => id != held).ToHashSet(StringComparer.Ordinal);
        var before = Files(Prepared(archive, folder, options, training));

        // The held-out scan becomes another one: other voxels, another size.
        var file = PseudonymLookup.List(archive.Store, archive.Root, Archive.Key).First(e => e.Targets.Contains(held)).RelativePath;
        archive.AddImage(file, 77, new(9, 14, 8));
        await archive.IngestAsync();
        var after = Files(Prepared(archive, folder, options, training));
        Assert.Equal(before.Where(f => !f.Key.StartsWith(held, StringComparison.Ordinal)), after.Where(f => !f.Key.StartsWith(held, StringComparison.Ordinal)));
        Assert.NotEqual(before[held + ".image.npy"], after[held + ".image.npy"]);
        Assert.Contains(DatasetFingerprint.FileName, after.Keys);
    }

    [Fact]
    public async Task WhatWasDoneIsRecorded()
    {
        using var archive = await FilledAsync();
        var dataset = Run(archive, archive.Beside("prepared"), new() { BiasCorrection = true });
        var fingerprint = DatasetFingerprint.Read(archive.Beside("prepared"));
        Assert.Equal((3, 0), (fingerprint.Source.TrainingCases, fingerprint.Source.HeldOutCases));
        Assert.True(dataset.Plan.Reorient);
        foreach (var item in dataset.Cases)
        {
            var record = dataset.RecordOf(item.Id);
            Assert.Equal("none", record.BiasCorrection); // N4 is for MR; these are OT
            Assert.Equal("none", record.Interpolation);
            Assert.Equal(item.HasLabel ? new LabelRecord(0, 0) : null, record.Label);
            Assert.True(record.Scale.Deviation > 0);
        }
    }

    [Fact]
    public async Task LabelledVoxelsThatTheCropCutsAwayAreCountedAndSaid()
    {
        using var archive = new Archive();
        archive.AddImage("images/case0.nii.gz", 0);
        archive.AddLabel("labels/case0.nii.gz", at: 0);
        await archive.IngestAsync();
        var notes = new Notes();

        var dataset = new PreparationStep(archive.Open(), new() { CropMargin = 0 }, notes)
            .Run(archive.Beside("prepared"), cancellation: TestContext.Current.CancellationToken);

        var id = Assert.Single(dataset.Cases).Id;
        Assert.Equal(1, dataset.RecordOf(id).Label!.VoxelsOutsideCrop);
        Assert.StartsWith($"{id}: 1 labelled voxels lie outside of the body", Assert.Single(notes.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATrainingSetOfNobodyAndACtWindowOfNoCtAreSaid()
    {
        using var archive = await FilledAsync();
        var folder = archive.Beside("prepared");
        Assert.Equal("split", Assert.Throws<InputException>(() => Prepared(archive, folder, Whole, new HashSet<string>(StringComparer.Ordinal))).Subject);
        archive.AddImage("ct/case9.nii.gz", 9);
        await archive.IngestAsync();
        var others = archive.Open().Series.Where(s => s.Modality != "CT").Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var foreground = Whole with { CtWindow = null };
        Assert.Equal("preparation.ct_window", Assert.Throws<InputException>(() => Prepared(archive, folder, foreground, others)).Subject);
        var plan = Prepared(archive, folder, foreground, null).Plan;
        Assert.Equal(DatasetFingerprint.Read(folder).ForegroundOf("CT")!.Mean, plan.CtScale!.Value.Mean);
    }

    private sealed class Notes : IProgressReporter
    {
        public List<string> Lines { get; } = [];

        public IProgressTask Begin(string title, long total, string unit) => SilentProgress.Instance.Begin(title, total, unit);

        public void Note(string line) => Lines.Add(line);
    }

    private static readonly PreparationOptions Whole = new() { Reorient = false, CropMargin = null };

    private static SortedDictionary<string, string> Files(PreparedDataset dataset) => new(
        Directory.EnumerateFiles(dataset.Folder).Where(f => !f.EndsWith("prepared.json", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetFileName(f), ContentDigest.OfFile, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static PreparedDataset Prepared(Archive archive, string folder, PreparationOptions options, IReadOnlySet<string>? training) =>
        new PreparationStep(archive.Open(), options, SilentProgress.Instance) { Training = training }
            .Run(folder, cancellation: TestContext.Current.CancellationToken);

    private static PreparedDataset Run(Archive archive, string folder, PreparationOptions options) =>
        new PreparationStep(archive.Open(), options, SilentProgress.Instance).Run(folder, cancellation: TestContext.Current.CancellationToken);

    private static async Task<Archive> FilledAsync()
    {
        var archive = new Archive();
        archive.AddImage("images/case0.nii.gz", 0);
        archive.AddImage("images/case1.nii.gz", 1);
        archive.AddImage("images/case2.nii.gz", 2);
        archive.AddLabel("labels/case1.nii.gz");
        archive.AddLabel("labels/case2.nii.gz", value: 7);
        await archive.IngestAsync();
        return archive;
    }
}
