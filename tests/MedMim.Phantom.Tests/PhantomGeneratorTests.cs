using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Structures;
using MedMim.Phantom.Archive;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Tests;

public sealed class PhantomGeneratorTests(PhantomArchiveFixture archive)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_the_archive_gives_the_manifest_s_series_and_refusals()
    {
        var inspections = await InspectAsync();
        var found = inspections
            .Where(i => i.Refusal is not null)
            .Select(i => new PlantedRefusal("file", i.Refusal!.Code, Relative(i.Path), 1))
            .ToList();
        var images = inspections.Where(i => i.Kind == FileKind.DicomImage && i.Refusal is null).Select(i => i.Header!);
        var series = images.GroupBy(h => h.SeriesUid).ToList();
        foreach (var one in series)
        {
            found.AddRange(SeriesAssembler.Assemble([.. one]).Refusals.Select(r => new PlantedRefusal(
                "series", r.Refusal.Code, Relative(Path.GetDirectoryName(r.Instances[0].Path)!), r.Instances.Count)));
        }

        var known = series.Select(s => s.Key).ToHashSet();
        foreach (var structures in inspections.Where(i => i.Kind == FileKind.StructureSet))
        {
            var set = await archive.Reader.ReadStructuresAsync(structures.Path, Token);
            if (!set.ReferencedSeriesUids.Any(known.Contains))
            {
                found.Add(new("file", RefusalCodes.LabelWithoutImage, Relative(structures.Path), 1));
            }
        }

        Assert.Equal(
            archive.Manifest.Refusals.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal),
            found.OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal));
        var plans = series.SelectMany(s => SeriesAssembler.Assemble([.. s]).Plans).ToList();
        Assert.Equal(archive.Manifest.Series.Count, plans.Count);
        foreach (var expected in archive.Manifest.Series)
        {
            var plan = Assert.Single(plans, p => p.Header!.SeriesUid == expected.SeriesUid);
            Assert.True(plan.Geometry.CoincidesWith(expected.Geometry, 1e-6));
            Assert.Equal(expected.Patient.Id, plan.Header!.PatientId);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Voxels_survive_the_files_exactly_signed_and_unsigned(int patient)
    {
        var expected = archive.Manifest.Series[patient];
        var headers = (await InspectAsync()).Where(i => i.Header?.SeriesUid == expected.SeriesUid).Select(i => i.Header!);
        var plan = Assert.Single(SeriesAssembler.Assemble([.. headers]).Plans);
        var npy = Path.Combine(Path.GetTempPath(), $"phantom-{Guid.NewGuid():N}.npy");
        try
        {
            await archive.Reader.ReadVolumeAsync(plan, npy, Token);
            var stored = NpyFile.Read<short>(npy);
            var made = PatientSynthesis.Make(PhantomArchiveFixture.Options, patient, expected.Geometry).Image.Voxels;
            Assert.Equal(made, stored);
        }
        finally
        {
            File.Delete(npy);
        }
    }

    [Fact]
    public async Task Structures_hold_the_tumours_and_distracting_regions()
    {
        foreach (var series in archive.Manifest.Series)
        {
            var set = await archive.Reader.ReadStructuresAsync(Path.Combine(archive.Folder, series.StructureFile), Token);
            Assert.Equal([series.SeriesUid], set.ReferencedSeriesUids);
            Assert.Equal(["BODY", "Liver", .. series.Tumours.Select(t => t.Region)], set.Regions.Select(r => r.Name));
            Assert.InRange(series.Tumours.Count, 1, 3);
            Assert.All(series.Tumours, t => Assert.InRange(t.RadiusMm, 2.5, 20));
            foreach (var tumour in series.Tumours)
            {
                var region = set.Regions.Where(r => r.Name == tumour.Region);
                Assert.Equal(tumour.Voxels, ContourRasterizer.Rasterize(region, series.Geometry).Voxels.Sum(v => v));
            }
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var options = PhantomArchiveFixture.Options with { Patients = 1 };
        string one = Temporary(), two = Temporary(), other = Temporary();
        try
        {
            await PhantomArchiveFixture.WriteAsync(one, options);
            await PhantomArchiveFixture.WriteAsync(two, options);
            var manifest = await PhantomArchiveFixture.WriteAsync(other, options with { Seed = 8 });
            Assert.Equal(ContentDigest.OfFolder(one), ContentDigest.OfFolder(two));
            Assert.NotEqual(ContentDigest.OfFolder(one), ContentDigest.OfFolder(other));
            Assert.DoesNotContain(manifest.Series, s => archive.Manifest.Series.Any(a => a.SeriesUid == s.SeriesUid));
        }
        finally
        {
            Directory.Delete(one, recursive: true);
            Directory.Delete(two, recursive: true);
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public async Task A_complete_archive_is_not_written_again()
    {
        var before = ContentDigest.OfFolder(archive.Folder);
        var manifest = await PhantomGenerator.GenerateAsync(
            PhantomArchiveFixture.Options, archive.Folder, new UnusedWriter(), SilentProgress.Instance, Token);
        Assert.Equal(archive.Manifest.Refusals, manifest.Refusals);
        Assert.Equal(archive.Manifest.Series.Select(s => s.Geometry), manifest.Series.Select(s => s.Geometry));
        Assert.Equal(before, ContentDigest.OfFolder(archive.Folder));
    }

    [Fact]
    public async Task An_occupied_folder_is_left_alone()
    {
        var folder = Temporary();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "mine", Token);
            var occupied = await Assert.ThrowsAsync<InputException>(() => Generate(PhantomArchiveFixture.Options, folder));
            Assert.Contains("is not empty", occupied.Message, StringComparison.Ordinal);
            Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
            await Assert.ThrowsAsync<InputException>(
                () => Generate(PhantomArchiveFixture.Options with { Seed = 99 }, archive.Folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_archive_cut_short_is_finished_by_the_next_run()
    {
        var folder = Temporary();
        var options = PhantomArchiveFixture.Options with { Patients = 2, PlantRefusals = false };
        try
        {
            await Assert.ThrowsAsync<IOException>(() => PhantomGenerator.GenerateAsync(
                options, folder, new FullDiskWriter(), SilentProgress.Instance, Token));
            var manifest = await PhantomArchiveFixture.WriteAsync(folder, options);
            Assert.Equal(2, manifest.Series.Count);
            Assert.Empty(manifest.Refusals);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_before_anything_is_written()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"phantom-{Guid.NewGuid():N}");
        var error = await Assert.ThrowsAsync<InputException>(() => Generate(new PhantomOptions { Patients = 0 }, folder));
        Assert.Contains("Patients", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    private static Task<PhantomManifest> Generate(PhantomOptions options, string folder) =>
        PhantomGenerator.GenerateAsync(options, folder, new UnusedWriter(), SilentProgress.Instance, Token);

    private static string Temporary() => Directory.CreateTempSubdirectory("medmim-phantom-").FullName;

    private string Relative(string path) => Path.GetRelativePath(archive.Folder, path);

    private Task<IReadOnlyList<FileInspection>> InspectAsync() =>
        archive.Reader.InspectAsync(Directory.GetFiles(archive.Folder, "*", SearchOption.AllDirectories), Token);

    private sealed class UnusedWriter : IDicomWriter
    {
        public Task WriteAsync(IReadOnlyList<DicomFile> files, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nothing was to be written.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FullDiskWriter : IDicomWriter
    {
        public Task WriteAsync(IReadOnlyList<DicomFile> files, CancellationToken cancellation) =>
            throw new IOException("No space left on device");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
