using System.Buffers.Binary;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Headers;

/// <summary>Enhanced multi-frame objects: several volumes in one file, each frame with its own place and rescale.</summary>
[Collection(WorkerCollection.Name)]
public sealed class EnhancedObjectTests(SharedReader shared)
{
    private static DicomDataset Object(int frames) => new DicomDataset()
        .SetText(DicomTags.SopClassUid, DicomVr.UI, "1.2.840.10008.5.1.4.1.1.4.1")
        .SetText(DicomTags.SopInstanceUid, DicomVr.UI, "1.2.3.4.9")
        .SetText(DicomTags.Modality, DicomVr.CS, "MR")
        .SetText(DicomTags.SeriesInstanceUid, DicomVr.UI, "1.2.3.4")
        .SetShorts(DicomTags.SamplesPerPixel, 1)
        .SetText(DicomTags.PhotometricInterpretation, DicomVr.CS, "MONOCHROME2")
        .SetIntegers(DicomTags.NumberOfFrames, frames)
        .SetShorts(DicomTags.Rows, 2)
        .SetShorts(DicomTags.Columns, 3)
        .SetShorts(DicomTags.BitsAllocated, 16)
        .SetShorts(DicomTags.BitsStored, 12)
        .SetShorts(DicomTags.HighBit, 11)
        .SetShorts(DicomTags.PixelRepresentation, 0);

    private static DicomDataset Shared() => new DicomDataset()
        .SetItems(DicomTags.PixelMeasuresSequence, new DicomDataset().SetDecimals(DicomTags.PixelSpacing, 0.8, 0.7).SetDecimals(DicomTags.SliceThickness, 2))
        .SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset().SetDecimals(DicomTags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0));

    private static DicomDataset Frame(double z) => new DicomDataset()
        .SetItems(DicomTags.PlanePositionSequence, new DicomDataset().SetDecimals(DicomTags.ImagePositionPatient, -5, 6, z));

    private static DicomDataset Doubles(DicomDataset dataset, DicomTag tag, params double[] values)
    {
        var bytes = new byte[8 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(8 * i), values[i]);
        }

        dataset.Set(new(tag, DicomVr.FD) { Bytes = bytes });
        return dataset;
    }

    // A file of many frames that is there twice.
    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(1, 3, RefusalCodes.ConflictingDuplicates)] // Another value in its last frame.
    [InlineData(0, 6, RefusalCodes.ConflictingDuplicates)] // Another distance of frames.
    public async Task A_second_file_of_one_identity(short change, double distance, string? code)
    {
        using var series = new GeneratedSeries(shared);
        foreach (var (more, apart) in new[] { ((short)0, 3.0), (change, distance) })
        {
            var pixels = Enumerable.Range(0, 24).Select(i => (short)(i + (i == 23 ? more : 0))).ToArray();
            series.Add<short>(
                Object(4).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared())
                    .SetItems(DicomTags.PerFrameFunctionalGroupsSequence, [.. Enumerable.Range(0, 4).Select(z => Frame(apart * z))]),
                pixels);
        }

        var assembly = await series.AssembleAsync();
        var refused = assembly.Refusals.Count > 0 ? assembly.Refusals[0].Refusal
            : (await Record.ExceptionAsync(series.ReadAsync) as RefusedException)?.Refusal;
        Assert.Equal(code, refused?.Code);
        if (code is null)
        {
            Assert.Equal([Corrections.DuplicatesRemoved], Assert.Single(assembly.Plans).Corrections);
        }
    }

    // Two echoes of three slices, interleaved and from head to feet; every frame has its own rescale.
    [Fact]
    public async Task Echoes_with_a_rescale_a_frame()
    {
        using var series = new GeneratedSeries(shared);
        var frames = new List<DicomDataset>();
        var pixels = new short[6 * 6];
        for (var f = 0; f < 6; f++)
        {
            var (level, echo) = (2 - (f / 2), f % 2);
            frames.Add(Frame(3 * level)
                .SetItems(DicomTags.MREchoSequence, Doubles(new(), DicomTags.EffectiveEchoTime, 4.6 * (echo + 1)))
                .SetItems(DicomTags.PixelValueTransformationSequence, new DicomDataset()
                    .SetDecimals(DicomTags.RescaleIntercept, -f).SetDecimals(DicomTags.RescaleSlope, 0.5 + f)));
            pixels.AsSpan(6 * f, 6).Fill((short)((100 * echo) + level));
        }

        series.Add<short>(
            Object(6).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared())
                .SetItems(DicomTags.PerFrameFunctionalGroupsSequence, [.. frames]),
            pixels);
        var volumes = await series.ReadAllAsync();
        Assert.Equal(["te=4.6", "te=9.2"], volumes.Select(v => v.Plan.Stack));
        for (var echo = 0; echo < 2; echo++)
        {
            var (plan, stored, values) = volumes[echo];
            Assert.Equal([Corrections.StackSplit], plan.Corrections);
            Assert.Equal((new GridSize(3, 2, 3), new Vector3(0.7, 0.8, 3), new Vector3(-5, 6, 0)), (stored.Geometry.Size, stored.Geometry.Spacing, stored.Geometry.Origin));
            for (var level = 0; level < 3; level++)
            {
                var frame = (2 * (2 - level)) + echo;
                Assert.All(values[(6 * level)..(6 * (level + 1))], v => Assert.Equal((((100 * echo) + level) * (0.5 + frame)) - frame, v, 1e-4));
            }
        }
    }

    [Theory]
    [InlineData("stack")]
    [InlineData("type")]
    [InlineData("b")]
    [InlineData("time")]
    [InlineData("trigger")]
    [InlineData("index01")]
    public async Task Whatever_differs_between_frames_splits_them(string what)
    {
        using var series = new GeneratedSeries(shared);
        var frames = Enumerable.Range(0, 8).Select(f => With(Frame(2 * (f % 4)), what, f / 4)).ToArray();
        series.Add<short>(
            Object(8).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared()).SetItems(DicomTags.PerFrameFunctionalGroupsSequence, frames),
            [.. Enumerable.Range(0, 48).Select(i => (short)i)]);
        var volumes = await series.ReadAllAsync();
        Assert.Equal(2, volumes.Count);
        Assert.All(volumes, v => Assert.StartsWith(what + "=", v.Plan.Stack, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), volumes[0].Values);
        Assert.Equal(Enumerable.Range(24, 24).Select(i => (float)i), volumes[1].Values);
    }

    [Fact]
    public async Task Stacks_of_several_orientations()
    {
        using var series = new GeneratedSeries(shared);
        var frames = Enumerable.Range(0, 6).Select(f => f < 3
            ? Frame(2 * f)
            : new DicomDataset()
                .SetItems(DicomTags.PlanePositionSequence, new DicomDataset().SetDecimals(DicomTags.ImagePositionPatient, 3 * f, 0, 0))
                .SetItems(DicomTags.PlaneOrientationSequence, new DicomDataset().SetDecimals(DicomTags.ImageOrientationPatient, 0, 1, 0, 0, 0, -1))).ToArray();
        series.Add<short>(
            Object(6).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared()).SetItems(DicomTags.PerFrameFunctionalGroupsSequence, frames),
            new short[36]);
        var volumes = await series.ReadAllAsync();
        Assert.Equal([new Vector3(0, 0, 1), new Vector3(-1, 0, 0)], volumes.Select(v => v.Stored.Geometry.AxisZ));
        Assert.Equal([2.0, 3.0], volumes.Select(v => v.Stored.Geometry.Spacing.Z));
    }

    [Fact]
    public async Task A_part_of_a_concatenation_is_refused()
    {
        using var series = new GeneratedSeries(shared);
        series.Add<short>(
            Object(3).SetShorts(DicomTags.InConcatenationTotalNumber, 2).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared())
                .SetItems(DicomTags.PerFrameFunctionalGroupsSequence, Frame(0), Frame(1), Frame(2)),
            new short[18]);
        Assert.Equal(RefusalCodes.Unsupported, Assert.Single(await series.InspectAsync()).Refusal?.Code);
    }

    [Fact]
    public async Task Fewer_places_than_frames()
    {
        using var series = new GeneratedSeries(shared);
        series.Add<short>(
            Object(3).SetItems(DicomTags.SharedFunctionalGroupsSequence, Shared())
                .SetItems(DicomTags.PerFrameFunctionalGroupsSequence, Frame(0), Frame(1)),
            new short[18]);
        Assert.Equal(RefusalCodes.NoGeometry, Assert.Single((await series.AssembleAsync()).Refusals).Refusal.Code);
    }

    private static DicomDataset With(DicomDataset frame, string what, int value) => what switch
    {
        "stack" => frame.SetItems(DicomTags.FrameContentSequence, new DicomDataset().SetText(DicomTags.StackId, DicomVr.SH, $"S{value}")),
        "type" => frame.SetItems(DicomTags.MRImageFrameTypeSequence, new DicomDataset()
            .SetText(DicomTags.FrameType, DicomVr.CS, "ORIGINAL", "PRIMARY", value == 0 ? "M" : "P", "NONE")),
        "b" => frame.SetItems(DicomTags.MRDiffusionSequence, Doubles(new(), DicomTags.DiffusionBValue, 1000 * value)),
        "trigger" => frame.SetItems(
            DicomTags.CardiacSynchronizationSequence, Doubles(new(), DicomTags.NominalCardiacTriggerDelayTime, 40 * value)),
        "time" => frame.SetItems(DicomTags.FrameContentSequence, Longs(DicomTags.TemporalPositionIndex, (uint)value + 1)),
        _ => frame.SetItems(DicomTags.FrameContentSequence, Longs(DicomTags.DimensionIndexValues, 1, (uint)value + 1)),
    };

    private static DicomDataset Longs(DicomTag tag, params uint[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        var dataset = new DicomDataset();
        dataset.Set(new(tag, DicomVr.UL) { Bytes = bytes });
        return dataset;
    }
}
