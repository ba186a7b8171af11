using CsCheck;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Boxes;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Segmentations;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Segmentations;

public sealed class SegmentationWriterTests
{
    private static readonly SegmentationContent Content =
        new([SegmentDescription.Named(3, "liver"), SegmentDescription.Named(1, "tumour")]);

    [Fact]
    public void Labels_come_back_unchanged() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 11], Gen.Int[1, 11])
            .SelectMany(s => Gen.Int[0, 3].Select(i => (byte)(i == 2 ? 0 : i)).Array[s.Item1 * s.Item2 * s.Item3].Select(v => (Size: s, Voxels: v)))
            .Sample(m =>
            {
                var labels = new Volume<byte>(SourceSeries.Grid(new(m.Size.Item1, m.Size.Item2, m.Size.Item3)), m.Voxels);
                var (dataset, pixels) = SegmentationWriter.Create(SourceSeries.Headers(labels.Geometry), labels, Content);
                var reader = new SegmentationReader(new MemoryToolkit(dataset, pixels));
                Assert.Equal(labels.Voxels, reader.ReadLabels(new("x", [new(1, 3), new(2, 1)], labels.Geometry)).Voxels);
            });

    [Fact]
    public void Says_whose_it_is_what_it_shows_and_what_it_was_made_of()
    {
        var labels = Ball();
        var (dataset, _) = SegmentationWriter.Create(SourceSeries.Headers(labels.Geometry), labels, Content);
        Assert.Equal(
            ("Größe^Ärmel", "P-17", "19500607", SourceSeries.StudyUid),
            (dataset.Text(DicomTags.PatientName), dataset.Text(DicomTags.PatientId), dataset.Text(DicomTags.PatientBirthDate),
                dataset.Text(DicomTags.StudyInstanceUid)));
        var said = new SegmentationReader(new MemoryToolkit(dataset, default)).Read("x");
        Assert.Equal((SegmentationKind.Binary, SourceSeries.FrameUid), (said.Kind, said.FrameOfReferenceUid));
        Assert.Equal([SourceSeries.SeriesUid], said.ReferencedSeriesUids);
        Assert.Equal([("liver", "SCT:10200004", 0), ("tumour", "SCT:108369006", 2)], said.Segments.Select(s => (s.Label, s.Type!.ToString(), s.Frames)));
        Assert.Equal("SCT:49755003", said.Segments[1].Category!.ToString());
        var frames = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence);
        var source = frames[0].Items(SegmentationTags.DerivationImageSequence)[0].Items(SegmentationTags.SourceImageSequence)[0];
        Assert.Equal(SourceSeries.InstanceUid(1), source.Text(DicomTags.ReferencedSopInstanceUid));
        Assert.Equal("YES", source.Text(SegmentationTags.SpatialLocationsPreserved));
        Assert.Equal([2, 1], frames[0].Items(DicomTags.FrameContentSequence)[0].Numbers(SegmentationTags.DimensionIndexValues));
    }

    [Fact]
    public void The_same_input_gives_the_same_object_and_another_label_another()
    {
        var labels = Ball();
        var headers = SourceSeries.Headers(labels.Geometry);
        string Uid(Volume<byte> volume, SegmentationContent content) =>
            SegmentationWriter.Create(headers, volume, content).Dataset.Text(DicomTags.SopInstanceUid);
        var uid = Uid(labels, Content);
        Assert.StartsWith("2.25.", uid, StringComparison.Ordinal);
        Assert.True(uid.Length <= 64);
        Assert.Equal(uid, Uid(Ball(), new([.. Content.Segments])));
        Assert.NotEqual(uid, Uid(labels, Content with { AlgorithmVersion = "2" }));
        labels[0, 0, 0] = 1;
        Assert.NotEqual(uid, Uid(labels, Content));
    }

    [Fact]
    public void Nothing_found_is_one_frame_without_a_pixel()
    {
        var labels = new Volume<byte>(SourceSeries.Grid(new(3, 4, 5)));
        var (dataset, pixels) = SegmentationWriter.Create(SourceSeries.Headers(labels.Geometry), labels, Content);
        Assert.Equal(1, dataset.Integer(DicomTags.NumberOfFrames));
        Assert.Equal(new byte[3], pixels.ToArray());
        Assert.Equal(2, dataset.Items(SegmentationTags.SegmentSequence).Count);
    }

    [Fact]
    public void Time_is_the_sources_or_what_is_given()
    {
        var labels = Ball();
        var headers = SourceSeries.Headers(labels.Geometry);
        (string, string) Time(SegmentationContent content)
        {
            var dataset = SegmentationWriter.Create(headers, labels, content).Dataset;
            return (dataset.Text(SegmentationTags.ContentDate), dataset.Text(SegmentationTags.ContentTime));
        }

        Assert.Equal(("20200102", "101112"), Time(Content));
        Assert.Equal(("20260401", "120000"), Time(Content with { Time = new(2026, 4, 1, 12, 0, 0, DateTimeKind.Unspecified) }));
        headers[0].SetText(DicomTags.StudyDate, DicomVr.DA);
        Assert.Throws<InputException>(() => Time(Content));
    }

    [Fact]
    public void A_name_in_another_character_set_keeps_its_bytes_and_labels_become_ascii()
    {
        var labels = Ball();
        var headers = SourceSeries.Headers(labels.Geometry);
        headers[0].SetText(DicomTags.SpecificCharacterSet, DicomVr.CS, "ISO_IR 100");
        headers[0].Set(new(DicomTags.PatientName, DicomVr.PN) { Bytes = new byte[] { 0xC4, (byte)'x' } });
        var content = new SegmentationContent([SegmentDescription.Named(1, "métastase \\ Größe")]);
        var (dataset, _) = SegmentationWriter.Create(headers, labels, content);
        Assert.Equal("ISO_IR 100", dataset.Text(DicomTags.SpecificCharacterSet));
        Assert.Equal(new byte[] { 0xC4, (byte)'x' }, dataset[DicomTags.PatientName]!.Bytes.ToArray());
        Assert.Equal("m_tastase _ Gr__e", dataset.Items(SegmentationTags.SegmentSequence)[0].Text(SegmentationTags.SegmentLabel));
    }

    [Fact]
    public void A_grid_between_the_slices_names_the_nearest_and_says_so()
    {
        var labels = Ball();
        var shifted = labels.Geometry with { Origin = labels.Geometry.Origin + new Vector3(0.4, 0, 0) };
        var (dataset, _) = SegmentationWriter.Create(
            SourceSeries.Headers(labels.Geometry), new Volume<byte>(shifted, labels.Voxels), Content);
        var frame = dataset.Items(DicomTags.PerFrameFunctionalGroupsSequence)[0];
        var source = frame.Items(SegmentationTags.DerivationImageSequence)[0].Items(SegmentationTags.SourceImageSequence)[0];
        Assert.Equal(SourceSeries.InstanceUid(1), source.Text(DicomTags.ReferencedSopInstanceUid));
        Assert.Equal("NO", source.Text(SegmentationTags.SpatialLocationsPreserved));
    }

    [Fact]
    public void A_label_without_a_description_is_an_error()
    {
        var labels = Ball();
        labels[0, 0, 0] = 9;
        Assert.Throws<ArgumentException>(() => SegmentationWriter.Create(SourceSeries.Headers(labels.Geometry), labels, Content));
    }

    [Fact]
    public void Boxes_become_segments_that_may_overlap_and_say_their_score()
    {
        var grid = SourceSeries.Grid(new(4, 7, 9));
        var tumour = SegmentDescription.Named(1, "tumour");
        var content = new SegmentationContent(
        [
            tumour with { Label = "tumour 1", Note = "score 0.9", Box = new(1, 2, 3, new(2, 3, 4)) },
            tumour with { Label = "tumour 2", Box = new(2, 4, 6, new(2, 3, 3)) },
        ]);

        var (dataset, pixels) = SegmentationWriter.CreateBoxes(SourceSeries.Headers(grid), grid, content);

        Assert.Equal(("YES", 4), (dataset.Text(SegmentationTags.SegmentsOverlap), dataset.Integer(DicomTags.NumberOfFrames)!.Value));
        var segments = dataset.Items(SegmentationTags.SegmentSequence);
        Assert.Equal(["score 0.9", ""], segments.Select(s => s.Text(SegmentationTags.SegmentDescription)));
        foreach (var (number, box) in content.Segments.Select((s, i) => (i + 1, s.Box!.Value)))
        {
            var read = new SegmentationReader(new MemoryToolkit(dataset, pixels)).ReadLabels(new("x", [new(number, 1)], grid));
            Assert.Equal(box.Size.Count, read.Voxels.Count(v => v == 1));
            Assert.Equal(box, Assert.Single(LabelledObjects.OfLabels(read.Voxels, grid.Size)).Box.Voxels(grid.Size));
        }

        string Uid(SegmentationContent c) => SegmentationWriter.CreateBoxes(SourceSeries.Headers(grid), grid, c).Dataset.Text(DicomTags.SopInstanceUid);
        Assert.NotEqual(Uid(content), Uid(new([content.Segments[0], content.Segments[1] with { Box = new(2, 4, 6, new(2, 3, 2)) }])));
        Assert.NotEqual(Uid(content), Uid(new([content.Segments[0] with { Note = "score 0.8" }, content.Segments[1]])));
        var apart = new SegmentationContent([content.Segments[0], content.Segments[1] with { Box = new(3, 4, 6, new(1, 3, 3)) }]);
        Assert.Equal("NO", SegmentationWriter.CreateBoxes(SourceSeries.Headers(grid), grid, apart).Dataset.Text(SegmentationTags.SegmentsOverlap));
    }

    [Fact]
    public void A_box_beyond_the_grid_none_and_no_segment_are_errors()
    {
        var grid = SourceSeries.Grid(new(4, 7, 9));
        var headers = SourceSeries.Headers(grid);
        var tumour = SegmentDescription.Named(1, "tumour");

        Assert.Throws<ArgumentException>(() => SegmentationWriter.CreateBoxes(headers, grid, new([])));
        Assert.Throws<ArgumentException>(() => SegmentationWriter.CreateBoxes(headers, grid, new([tumour])));
        Assert.Throws<ArgumentException>(() => SegmentationWriter.CreateBoxes(headers, grid, new([tumour with { Box = new(3, 0, 0, new(2, 1, 1)) }])));
    }

    // Value 1 on slices 1 and 2 of four.
    private static Volume<byte> Ball()
    {
        var labels = new Volume<byte>(SourceSeries.Grid(new(4, 7, 9)));
        labels[1, 3, 4] = labels[2, 3, 4] = labels[2, 3, 5] = 1;
        return labels;
    }
}
