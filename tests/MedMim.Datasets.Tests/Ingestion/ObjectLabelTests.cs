using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Workers;

namespace MedMim.Datasets.Tests.Ingestion;

/// <summary>Labels from DICOM objects of other programs.</summary>
public class ObjectLabelTests
{
    [Theory]
    [InlineData("Liver")]
    [InlineData("SRT:T-62000")]
    public async Task Segments_become_labels(string pattern)
    {
        using var archive = Linked("24x38x3/image", "24x38x3/seg");
        var store = await archive.IngestAsync(new LabelSource
        {
            Layout = LabelLayout.Segmentations,
            Regions = [new("nothing", 1), new(pattern, 7)],
        });
        var series = Assert.Single(store.Series);
        Assert.Empty(store.Refusals);
        Assert.Equal([7], series.LabelValues);
        var truth = VolumeFile.ReadFloat(RealScans.Path("ci", "dicom_seg_dcmqi", "24x38x3", "nrrd", "label.nrrd"));
        Assert.Equal(truth.Voxels.Select(v => v > 0 ? (byte)7 : (byte)0), store.Label(series.Id)!.Value.ToArray());
    }

    [Fact]
    public async Task Where_segments_overlap_the_later_rule_wins()
    {
        using var archive = Linked("ct-3slice", "partial_overlaps.dcm");
        var one = await archive.IngestAsync(new LabelSource { Regions = [new("green", 1), new("orange", 2)] });
        var green = Assert.Single(one.Series);
        var values = one.Label(green.Id)!.Value.ToArray();
        Assert.Equal(11_888, values.Count(v => v == 2));
        var covered = values.Count(v => v == 1);

        using var other = Linked("ct-3slice", "partial_overlaps.dcm");
        var two = await other.IngestAsync(new LabelSource { Regions = [new("orange", 2), new("green", 1)] });
        values = two.Label(Assert.Single(two.Series).Id)!.Value.ToArray();
        Assert.Equal(9_602, values.Count(v => v == 1));
        Assert.Equal(11_888 + covered, 9_602 + values.Count(v => v == 2));
    }

    [Fact]
    public async Task Segments_that_no_rule_asks_for_are_refused_and_the_image_stays()
    {
        using var archive = Linked("24x38x3/image", "24x38x3/seg");
        var store = await archive.IngestAsync(new LabelSource());
        Assert.False(Assert.Single(store.Series).HasLabel);
        Assert.Equal((RefusalCodes.LabelUnusable, "file"), Assert.Single(store.Refusals.Select(r => (r.Code, r.Scope))));
    }

    [Fact]
    public async Task A_segmentation_of_another_series_is_refused()
    {
        using var archive = Linked("23x38x3/image", "24x38x3/seg");
        var store = await archive.IngestAsync(new LabelSource { Regions = [new("Liver", 1)] });
        Assert.False(Assert.Single(store.Series).HasLabel);
        Assert.Equal(RefusalCodes.LabelWithoutImage, Assert.Single(store.Refusals).Code);
    }

    [Theory]
    [InlineData(LabelLayout.None)]
    [InlineData(LabelLayout.StructureSets)]
    public async Task Segmentations_are_left_out_where_labels_come_from_elsewhere(LabelLayout layout)
    {
        using var archive = Linked("24x38x3/image", "24x38x3/seg");
        var store = await archive.IngestAsync(new LabelSource { Layout = layout, Regions = [new("Liver", 1)] });
        Assert.False(Assert.Single(store.Series).HasLabel);
        Assert.Empty(store.Refusals);
    }

    private static ObjectArchive Linked(params string[] parts) => new("dicom_seg_dcmqi", parts);

    /// <summary>An archive of links to some of the real files.</summary>
    private sealed class ObjectArchive : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public ObjectArchive(string data, string[] parts)
        {
            foreach (var part in parts)
            {
                var source = RealScans.Path(["ci", data, .. part.Split('/')]);
                string[] files = Directory.Exists(source) ? Directory.GetFiles(source) : [source];
                foreach (var file in files)
                {
                    var link = folder.File($"archive/{part.Replace('/', '_')}/{Path.GetFileName(file)}");
                    Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                    File.Copy(file, link);
                }
            }
        }

        public async Task<ScanStore> IngestAsync(LabelSource labels)
        {
            await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1 });
            await new Ingestor(reader, Archive.Key, SilentProgress.Instance).RunAsync(
                new() { ArchivePath = folder.File("archive"), StorePath = folder.File("store"), Labels = labels },
                TestContext.Current.CancellationToken);
            return ScanStore.Open(folder.File("store"));
        }

        public void Dispose() => folder.Dispose();
    }
}
