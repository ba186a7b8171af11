using System.Runtime.InteropServices;
using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tests.Fakes;
using MedMim.Foundation.Progress;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Structures;
using MedMim.Imaging.Volumes;
using MedMim.Imaging.Workers;

namespace MedMim.Datasets.Tests.Ingestion;

/// <summary>Series that hold several volumes become rows of their own, and every file is accounted for.</summary>
public class SplitSeriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DicomDataset Image(string series, string instance) => new DicomDataset()
        .SetText(DicomTags.SopClassUid, DicomVr.UI, DicomUids.MrImage)
        .SetText(DicomTags.SopInstanceUid, DicomVr.UI, $"{series}.{instance}")
        .SetText(DicomTags.Modality, DicomVr.CS, "MR")
        .SetText(DicomTags.PatientId, DicomVr.LO, "P1")
        .SetText(DicomTags.StudyInstanceUid, DicomVr.UI, "1.2.3")
        .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, series)
        .SetShorts(DicomTags.SamplesPerPixel, 1)
        .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
        .SetShorts(DicomTags.Rows, 4)
        .SetShorts(DicomTags.Columns, 5)
        .SetShorts(DicomTags.BitsAllocated, 16)
        .SetShorts(DicomTags.BitsStored, 16)
        .SetShorts(DicomTags.HighBit, 15)
        .SetShorts(DicomTags.PixelRepresentation, 1);

    private static DicomDataset Place(DicomDataset dataset, double z) => dataset
        .SetDecimals(DicomTags.ImagePositionPatient, 0, 0, z)
        .SetDecimals(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
        .SetDecimals(DicomTags.PixelSpacing, 1, 1);

    private static byte[] Pixels(int value, int count) =>
        MemoryMarshal.AsBytes(Enumerable.Range(0, count).Select(i => (short)(value + i)).ToArray().AsSpan()).ToArray();

    private static async Task<ScanStore> IngestAsync(string archive, string store)
    {
        await using var reader = new WorkerScanReader(new WorkerOptions { Count = 1 });
        await new Ingestor(reader, Archive.Key, SilentProgress.Instance).RunAsync(
            new() { ArchivePath = archive, StorePath = store, Labels = new LabelSource() }, Token);
        return ScanStore.Open(store);
    }

    [Fact]
    public async Task Echoes_and_time_points()
    {
        using var archive = new Archive();
        var files = new List<DicomFile>();

        // Two echoes of four slices, one of them there twice.
        for (var k = 0; k < 8; k++)
        {
            var slice = Place(Image("1.2.1", $"{k + 1}"), 2 * (k % 4)).SetIntegers(DicomTags.EchoNumbers, 1 + (k / 4));
            files.Add(new(slice, Pixels(100 * k, 20), archive.At($"echo{k}")));
        }

        files.Add(files[0] with { Path = archive.At("copy") });

        // One object of five frames: a time point of three slices, and one that was cut off after two.
        var frames = Enumerable.Range(0, 5).Select(f => new DicomDataset()
            .SetItems(DicomTags.PlanePositionSequence, new DicomDataset().SetDecimals(DicomTags.ImagePositionPatient, 0, 0, 3 * (f % 3)))
            .SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset().SetDecimals(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0))
            .SetItems(DicomTags.PixelMeasuresSequence, new DicomDataset().SetDecimals(DicomTags.PixelSpacing, 1, 1))
            .SetItems(DicomTags.FrameContentSequence, new DicomDataset().SetShorts(DicomTags.TemporalPositionIndex, (ushort)(1 + (f / 3)))));
        files.Add(new(
            Image("1.2.2", "1").SetIntegers(DicomTags.NumberOfFrames, 5).SetItems(DicomTags.PerFrameFunctionalGroupsSequence, [.. frames]),
            Pixels(7000, 100),
            archive.At("times")));
        await using (var writer = new WorkerDicomWriter(new WorkerOptions { Count = 1 }))
        {
            await writer.WriteAsync(files, Token);
        }

        var store = await IngestAsync(archive.Root, archive.Store);
        var series = store.Series.OrderBy(s => s.Minimum).ToArray();
        Assert.Equal([0.0, 400.0, 7000.0], series.Select(s => s.Minimum));
        Assert.Equal([319.0, 719.0, 7059.0], series.Select(s => s.Maximum));
        Assert.Equal(3, series.Select(s => s.Id).Distinct().Count());
        Assert.All(series, s => Assert.Contains(Corrections.StackSplit, s.Corrections));
        Assert.Equal([(RefusalCodes.TooFewSlices, 1)], store.Refusals.Select(r => (r.Code, r.Files)));

        // The object's file is used by one volume and named by one refusal.
        var entries = PseudonymLookup.List(store.Folder, archive.Root, Archive.Key).ToDictionary(e => e.RelativePath, StringComparer.Ordinal);
        Assert.Equal(10, entries.Count);
        Assert.All(entries.Values, e => Assert.Equal(SourceOutcome.Series, e.Outcome));
        Assert.Equal(
            new[] { series[2].Id, store.Refusals[0].Id }.Order(StringComparer.Ordinal), entries["times"].Targets.Order(StringComparer.Ordinal));

        // Nothing changes when it is done again, from the beginning or on top.
        var again = await IngestAsync(archive.Root, archive.Store + "2");
        Assert.Equal(store.Series.Select(s => (s.Id, s.VoxelDigest)).Order(), again.Series.Select(s => (s.Id, s.VoxelDigest)).Order());
        var onTop = await IngestAsync(archive.Root, archive.Store);
        Assert.Equal(store.Series.Select(s => s.Id).Order(StringComparer.Ordinal), onTop.Series.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.Equal(store.Refusals, onTop.Refusals);
    }

    [Fact]
    public async Task Contours_drawn_on_one_of_two_echoes_label_neither_and_are_refused()
    {
        using var archive = new Archive();
        var files = Enumerable.Range(0, 8)
            .Select(k => new DicomFile(
                Place(Image("1.2.1", $"{k + 1}"), 2 * (k % 4)).SetIntegers(DicomTags.EchoNumbers, 1 + (k / 4))
                    .SetText(DicomTags.FrameOfReferenceUid, DicomVr.UI, "1.2.5"),
                Pixels(100 * k, 20),
                archive.At($"echo{k}")))
            .ToList();
        var mask = new Volume<byte>(VolumeGeometry.Identity(new(4, 4, 5), new(1, 1, 2)));
        mask.Voxels[26] = mask.Voxels[27] = 1;
        var drawnOn = new ReferencedSeries
        {
            PatientId = "P1",
            StudyUid = "1.2.3",
            SeriesUid = "1.2.1",
            FrameOfReferenceUid = "1.2.5",
            SopClassUid = DicomUids.MrImage,
            InstanceUids = [.. Enumerable.Range(0, 4).Select(k => $"1.2.1.{k + 1}")],
        };
        files.Add(new(StructureWriter.Create(drawnOn, [new("GTV", mask)], "1.9", "1.9.1"), null, archive.At("contours")));
        await using (var writer = new WorkerDicomWriter(new WorkerOptions { Count = 1 }))
        {
            await writer.WriteAsync(files, Token);
        }

        var store = await IngestAsync(archive.Root, archive.Store);
        Assert.Equal(2, store.Series.Count);
        Assert.All(store.Series, s => Assert.False(s.HasLabel));
        Assert.Equal((RefusalCodes.LabelAmbiguous, 1), Assert.Single(store.Refusals.Select(r => (r.Code, r.Files))));
    }
}
