using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;

namespace MedMim.Imaging.Tests.Scans.Pet;

/// <summary>
/// PET to SUV. The cases share one scan: 2000 Bq/ml, 70 kg, 370 MBq of fluorine-18 (half-life 6586.2 s) injected at 10:00,
/// scan begun at 11:00 by Series Time, first frame at 11:00, second bed at 11:05.
/// </summary>
[Collection(WorkerCollection.Name)]
public sealed class PetSuvTests(SharedReader shared)
{
    private const double HalfLife = 6586.2;

    private static readonly double AtOneHour = Suv(3600);

    private static double Suv(double secondsOfDecay) => 2000 * 70e3 / (370e6 * Math.Exp(-Math.Log(2) * secondsOfDecay / HalfLife));

    private static DicomDataset Slice(int k)
    {
        var tracer = new DicomDataset()
            .SetText(DicomTags.RadiopharmaceuticalStartTime, DicomVr.TM, "100000.00")
            .SetDecimals(DicomTags.RadionuclideTotalDose, 370e6)
            .SetDecimals(DicomTags.RadionuclideHalfLife, HalfLife);
        return GeneratedSeries.Slice(k, 3 * k, "PT")
            .SetText(DicomTags.Units, DicomVr.CS, "BQML")
            .SetText(DicomTags.DecayCorrection, DicomVr.CS, "START")
            .SetText(DicomTags.CorrectedImage, DicomVr.CS, "DECY", "ATTN")
            .SetText(DicomTags.SeriesDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.SeriesTime, DicomVr.TM, "110000")
            .SetText(DicomTags.AcquisitionDate, DicomVr.DA, "20200102")
            .SetText(DicomTags.AcquisitionTime, DicomVr.TM, k < 2 ? "110000" : "110500")
            .SetDecimals(DicomTags.PatientWeight, 70)
            .SetDecimals(DicomTags.RescaleSlope, 2)
            .SetDecimals(DicomTags.RescaleIntercept, 0)
            .SetItems(DicomTags.RadiopharmaceuticalInformationSequence, tracer);
    }

    private static DicomDataset Tracer(DicomDataset slice) => slice.Items(DicomTags.RadiopharmaceuticalInformationSequence)[0];

    private GeneratedSeries Series(Action<DicomDataset, int> change)
    {
        var series = new GeneratedSeries(shared);
        for (var k = 0; k < 4; k++)
        {
            var dataset = Slice(k);
            change(dataset, k);
            short[] pixels = [.. Enumerable.Repeat((short)1000, 20)];
            series.Add<short>(dataset, pixels);
        }

        return series;
    }

    private async Task CheckAsync(double[] expected, Action<DicomDataset, int> change, string unit = "SUVbw", params string[] corrections)
    {
        using var series = Series(change);
        var (_, stored, values) = await series.ReadAsync();
        Assert.Equal(unit, stored.Unit);
        Assert.Equal(corrections, stored.Corrections);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(1, values[i] / expected[expected.Length == 1 ? 0 : i / 20], 2e-7);
        }
    }

    private Task CheckAsync(double expected, Action<DicomDataset, int> change, params string[] corrections) =>
        CheckAsync([expected], change, "SUVbw", corrections);

    [Fact]
    public Task Corrected_to_the_scans_beginning() => CheckAsync(AtOneHour, (_, _) => { });

    [Fact]
    public Task Corrected_to_the_injection() =>
        CheckAsync(Suv(0), (d, _) => d.SetText(DicomTags.DecayCorrection, DicomVr.CS, "ADMIN"));

    // Not corrected: each bed decays to the moment of its frame's mean count rate, 2 minutes being short of the half-life.
    [Fact]
    public async Task Not_corrected()
    {
        var decay = Math.Log(2) / HalfLife;
        var mean = Math.Log(decay * 120 / (1 - Math.Exp(-decay * 120))) / decay;
        Assert.Equal(60, mean, 0.2);
        await CheckAsync(
            [Suv(3600 + mean), Suv(3600 + mean), Suv(3900 + mean), Suv(3900 + mean)],
            (d, _) => d.SetText(DicomTags.DecayCorrection, DicomVr.CS, "NONE").SetIntegers(DicomTags.ActualFrameDuration, 120_000));
    }

    // A series that was made later has a later Series Time: it says nothing about the scan.
    [Fact]
    public async Task A_series_time_after_the_acquisition()
    {
        await CheckAsync(AtOneHour, (d, _) => d.SetText(DicomTags.SeriesTime, DicomVr.TM, "153000"));

        // The earliest frame's mean lies 1 minute in, and 10 minutes after the beginning, so that began at 10:51.
        var decay = Math.Log(2) / HalfLife;
        var mean = Math.Log(decay * 120 / (1 - Math.Exp(-decay * 120))) / decay;
        await CheckAsync(Suv(3600 + mean - 600), (d, k) => d
            .SetText(DicomTags.SeriesTime, DicomVr.TM, "153000")
            .SetIntegers(DicomTags.ActualFrameDuration, 120_000)
            .SetDecimals(DicomTags.FrameReferenceTime, k < 2 ? 600_000 : 900_000));

        // GE's own tag knows.
        await CheckAsync(Suv(3300), (d, _) => d
            .SetText(DicomTags.SeriesTime, DicomVr.TM, "153000")
            .SetText(new(0x0009, 0x0011), DicomVr.LO, "GEMS_PETD_01")
            .SetText(new(0x0009, 0x110D), DicomVr.DT, "20200102105500.00"));
    }

    [Fact]
    public Task A_dose_in_megabecquerel() => CheckAsync(
        AtOneHour, (d, _) => Tracer(d).SetDecimals(DicomTags.RadionuclideTotalDose, 370), Corrections.DoseInMegabecquerel);

    // Injected at 23:30, scanned at 0:30 on the next day.
    [Fact]
    public Task Over_midnight() => CheckAsync(AtOneHour, (d, _) =>
    {
        Tracer(d).SetText(DicomTags.RadiopharmaceuticalStartTime, DicomVr.TM, "233000");
        d.SetText(DicomTags.SeriesTime, DicomVr.TM, "003000").SetText(DicomTags.AcquisitionTime, DicomVr.TM, "003000");
    });

    // With a date, an injection may lie days back, as for zirconium-89.
    [Fact]
    public Task A_date_of_injection() => CheckAsync(
        2000 * 70e3 / (370e6 * Math.Exp(-Math.Log(2) * 49 / 78.4)),
        (d, _) => Tracer(d).SetText(DicomTags.RadiopharmaceuticalStartDateTime, DicomVr.DT, "20191231100000")
            .SetDecimals(DicomTags.RadionuclideHalfLife, 78.4 * 3600));

    // De-identification shifted the other dates and forgot this one.
    [Fact]
    public Task A_date_of_injection_that_was_not_shifted() => CheckAsync(
        AtOneHour, (d, _) => Tracer(d).SetText(DicomTags.RadiopharmaceuticalStartDateTime, DicomVr.DT, "20170704100000.000000+0100"));

    [Theory]
    [InlineData(0x00, 0.0005, 2000 * 0.0005)]
    [InlineData(0x09, 3.0, 0.0)]
    public Task Counts_with_philips_factors(byte offset, double factor, double expected) => CheckAsync(
        expected > 0 ? expected : factor * AtOneHour,
        (d, _) => d.SetText(DicomTags.Units, DicomVr.CS, "CNTS")
            .SetText(new(0x7053, 0x0010), DicomVr.LO, "Philips PET Private Group")
            .SetDecimals(new(0x7053, (ushort)(0x1000 | offset)), factor));

    [Theory]
    [InlineData("BW", "SUVbw")]
    [InlineData("", "SUVbw")]
    [InlineData("LBM", "SUVlbm")]
    public Task Values_that_are_suv_already(string type, string unit) => CheckAsync(
        [2000],
        (d, _) =>
        {
            d.SetText(DicomTags.Units, DicomVr.CS, "GML").SetText(DicomTags.SuvType, DicomVr.CS, type);
            d.Remove(DicomTags.PatientWeight);
        },
        unit);

    private static readonly Dictionary<string, Action<DicomDataset, int>> Broken = new(StringComparer.Ordinal)
    {
        ["no weight"] = (d, _) => d.Remove(DicomTags.PatientWeight),
        ["a weight of zero"] = (d, _) => d.SetDecimals(DicomTags.PatientWeight, 0),
        ["a weight in grams"] = (d, _) => d.SetDecimals(DicomTags.PatientWeight, 70_000),
        ["no tracer"] = (d, _) => d.Remove(DicomTags.RadiopharmaceuticalInformationSequence),
        ["no dose"] = (d, _) => Tracer(d).Remove(DicomTags.RadionuclideTotalDose),
        ["a dose that is none"] = (d, _) => Tracer(d).SetDecimals(DicomTags.RadionuclideTotalDose, 20_000),
        ["no half-life"] = (d, _) => Tracer(d).Remove(DicomTags.RadionuclideHalfLife),
        ["a tracer that lasts for days, without a day"] = (d, _) => Tracer(d).SetDecimals(DicomTags.RadionuclideHalfLife, 78.4 * 3600),
        ["no injection"] = (d, _) => Tracer(d).Remove(DicomTags.RadiopharmaceuticalStartTime),
        ["an injection after the scan"] = (d, _) => Tracer(d).SetText(DicomTags.RadiopharmaceuticalStartTime, DicomVr.TM, "110200"),
        ["no acquisition time"] = (d, _) => d.Remove(DicomTags.AcquisitionTime),
        ["no decay correction"] = (d, _) => d.Remove(DicomTags.DecayCorrection),
        ["no attenuation correction"] = (d, _) => d.SetText(DicomTags.CorrectedImage, DicomVr.CS, "DECY"),
        ["no attenuation correction of values that are SUV"] = (d, _) => d.SetText(DicomTags.CorrectedImage, DicomVr.CS, "DECY")
            .SetText(DicomTags.Units, DicomVr.CS, "GML"),
        ["no units"] = (d, _) => d.Remove(DicomTags.Units),
        ["counts"] = (d, _) => d.SetText(DicomTags.Units, DicomVr.CS, "CNTS"),
        ["percent"] = (d, _) => d.SetText(DicomTags.Units, DicomVr.CS, "PCNT"),
        ["by surface"] = (d, _) => d.SetText(DicomTags.Units, DicomVr.CS, "GML").SetText(DicomTags.SuvType, DicomVr.CS, "BSA"),
        ["mixed units"] = (d, k) => d.SetText(DicomTags.Units, DicomVr.CS, k == 0 ? "GML" : "BQML"),
        ["mixed doses"] = (d, k) => Tracer(d).SetDecimals(DicomTags.RadionuclideTotalDose, 370e6 + k),
    };

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public async Task Refused_without(string what)
    {
        using var series = Series(Broken[what]);
        var refused = await Assert.ThrowsAsync<RefusedException>(series.ReadAsync);
        Assert.Equal(RefusalCodes.NoSuv, refused.Refusal.Code);
        Assert.StartsWith("SUV cannot be computed: ", refused.Refusal.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("370", refused.Refusal.Reason, StringComparison.Ordinal);
    }
}
