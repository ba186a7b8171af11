using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Headers;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Imaging.Scans.Pet;

/// <summary>What a PET slice says about its units, its dose and its times (DICOM PS3.3 C.8.9).</summary>
internal sealed record PetFacts
{
    /// <summary>Units (0054,1001): BQML, CNTS, GML.</summary>
    public string Units { get; init; } = string.Empty;

    /// <summary>SUV Type (0054,1006): BW where missing.</summary>
    public string SuvType { get; init; } = string.Empty;

    /// <summary>Decay Correction (0054,1102): START, ADMIN, NONE.</summary>
    public string DecayCorrection { get; init; } = string.Empty;

    /// <summary>Whether Corrected Image (0028,0051) names attenuation; true where the tag is missing.</summary>
    public bool IsAttenuationCorrected { get; init; } = true;

    /// <summary>Patient's Weight (0010,1030), kg.</summary>
    public double? Weight { get; init; }

    /// <summary>Radionuclide Total Dose (0018,1074), Bq.</summary>
    public double? Dose { get; init; }

    /// <summary>Radionuclide Half Life (0018,1075), s.</summary>
    public double? HalfLife { get; init; }

    /// <summary>Radiopharmaceutical Start DateTime (0018,1078).</summary>
    public DateTime? InjectionDateTime { get; init; }

    /// <summary>Radiopharmaceutical Start Time (0018,1072), without a date.</summary>
    public TimeSpan? InjectionTime { get; init; }

    /// <summary>Series Date and Time: when the scan began, unless the series was made later from another.</summary>
    public DateTime? Series { get; init; }

    /// <summary>Acquisition Date and Time: when this slice's frame began.</summary>
    public DateTime? Acquisition { get; init; }

    /// <summary>GE's private time of the scan's beginning.</summary>
    public DateTime? GeScan { get; init; }

    /// <summary>Frame Reference Time (0054,1300): from the scan's beginning to the frame's mean count rate, ms.</summary>
    public double? FrameReferenceTime { get; init; }

    /// <summary>Actual Frame Duration (0018,1242), ms.</summary>
    public double? FrameDuration { get; init; }

    /// <summary>Philips's private factor from values to SUV by body weight.</summary>
    public double? PhilipsSuvFactor { get; init; }

    /// <summary>Philips's private factor from values to Bq/ml.</summary>
    public double? PhilipsActivityFactor { get; init; }

    /// <summary>The facts of every slice of a plan. Each file's header is read once.</summary>
    /// <exception cref="RefusedException">A file cannot be read.</exception>
    public static IReadOnlyList<PetFacts> Of(SeriesPlan plan, IDicomToolkit toolkit)
    {
        PetFacts[] files = [.. plan.Files.Select(f => Of(toolkit.ReadHeader(f)))];
        return plan.FrameOrder.Count == 0 ? files : [.. plan.FrameOrder.Select(_ => files[0])];
    }

    /// <summary>The facts of one file.</summary>
    public static PetFacts Of(DicomDataset dataset)
    {
        var tracer = dataset.Items(DicomTags.RadiopharmaceuticalInformationSequence) is [var first, ..] ? first : dataset;
        var corrected = dataset.Texts(DicomTags.CorrectedImage);
        return new PetFacts
        {
            Units = dataset.Text(DicomTags.Units),
            SuvType = dataset.Text(DicomTags.SuvType),
            DecayCorrection = dataset.Text(DicomTags.DecayCorrection),
            IsAttenuationCorrected = corrected.Count == 0 || corrected.Contains("ATTN", StringComparer.Ordinal),
            Weight = dataset.Number(DicomTags.PatientWeight),
            Dose = tracer.Number(DicomTags.RadionuclideTotalDose),
            HalfLife = tracer.Number(DicomTags.RadionuclideHalfLife),
            InjectionDateTime = DicomTimes.Parse(tracer.Text(DicomTags.RadiopharmaceuticalStartDateTime)),
            InjectionTime = tracer.TimeOfDay(DicomTags.RadiopharmaceuticalStartTime),
            Series = dataset.DateAndTime(DicomTags.SeriesDate, DicomTags.SeriesTime),
            Acquisition = dataset.DateAndTime(DicomTags.AcquisitionDate, DicomTags.AcquisitionTime),
            GeScan = dataset.Find(PrivateTags.GePetScanDateTime) is { } scan ? DicomTimes.Parse(dataset.Text(scan.Tag)) : null,
            FrameReferenceTime = dataset.Number(DicomTags.FrameReferenceTime),
            FrameDuration = dataset.Number(DicomTags.ActualFrameDuration),
            PhilipsSuvFactor = Positive(dataset.Numbers(PrivateTags.PhilipsSuvFactor)),
            PhilipsActivityFactor = Positive(dataset.Numbers(PrivateTags.PhilipsActivityFactor)),
        };
    }

    private static double? Positive(IReadOnlyList<double> values) => values is [> 0 and var value, ..] ? value : null;
}
