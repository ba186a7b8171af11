using MedMim.Datasets.Channels;
using MedMim.Datasets.Store;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Series;

namespace MedMim.Datasets.Ingestion;

/// <summary>Turns inspected files into series to read, and the rest into refusals.</summary>
internal sealed class SeriesPlanner(PseudonymKey key, IReadOnlyList<ChannelRule> channels)
{
    private readonly List<PlannedSeries> series = [];
    private readonly List<RefusalRecord> refusals = [];
    private readonly Dictionary<string, SourceRecord> sources = new(StringComparer.Ordinal);

    /// <summary>Plans. Sources of planned series are not in the result: they follow from what becomes of the series.</summary>
    public IngestPlan Plan(IReadOnlyList<InspectedFile> inspected)
    {
        foreach (var file in inspected)
        {
            if (file.Refusal is { } refusal)
            {
                Refuse(file, refusal);
            }
            else if (file.Groups.Count == 0)
            {
                sources[file.File.Id] = Source(file, SourceOutcome.Other);
            }
        }

        var usable = inspected.Where(f => f.Refusal is null && f.Groups.Count > 0).ToArray();
        PlanDicom([.. usable.Where(f => f.Inspection.Kind == FileKind.DicomImage)]);
        PlanVolumes([.. usable.Where(f => f.Inspection.Kind == FileKind.Volume)]);
        AttachObjects([.. usable.Where(f => f.Inspection.Kind is FileKind.StructureSet or FileKind.Segmentation)]);
        return new(series, refusals, sources, inspected.ToDictionary(f => f.File.Id, f => f.Groups, StringComparer.Ordinal));
    }

    private void PlanDicom(InspectedFile[] instances)
    {
        foreach (var group in instances.GroupBy(i => i.Groups[0], StringComparer.Ordinal))
        {
            var byPath = group.ToDictionary(f => f.Inspection.Path, StringComparer.Ordinal);
            var assembly = SeriesAssembler.Assemble([.. group.Select(f => f.Inspection.Header!)]);
            var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var plan in assembly.Plans)
            {
                series.Add(DicomSeries(plan, ordinals, byPath));
            }

            foreach (var stack in assembly.Refusals)
            {
                Refuse([.. stack.Instances.Select(i => byPath[i.Path])], stack.Refusal);
            }
        }
    }

    private PlannedSeries DicomSeries(
        SeriesPlan plan, Dictionary<string, int> ordinals, Dictionary<string, InspectedFile> byPath)
    {
        var header = plan.Header ?? byPath[plan.Files[0]].Inspection.Header!;
        var name = $"{header.SeriesUid}|{plan.Stack}|{(plan.FrameOrder.Count > 0 ? header.InstanceUid : string.Empty)}";
        var ordinal = ordinals[name] = ordinals.GetValueOrDefault(name) + 1;
        return new PlannedSeries
        {
            Id = key.Pseudonym("volume", header.SeriesUid.Length > 0 ? $"{name}|{ordinal}" : header.Path),
            Patient = key.Pseudonym("patient", FirstOf(header.PatientId, "study " + header.StudyUid)),
            Study = key.Pseudonym("study", FirstOf(header.StudyUid, "series " + header.SeriesUid)),
            Modality = header.Modality is "CT" or "MR" or "PT" ? header.Modality : "OT",
            Format = "dicom",
            Channel = channels.FirstOrDefault(c => c.FitsSeries(header.Modality, header.SeriesDescription, header.ProtocolName))?.Name ?? string.Empty,
            Frame = header.FrameOfReferenceUid.Length > 0 ? key.Pseudonym("frame", header.FrameOfReferenceUid) : string.Empty,
            Scanner = header.ModelName.Trim() is { Length: > 0 } model ? key.Pseudonym("scanner", $"{header.Manufacturer.Trim()}|{model}") : string.Empty,
            Site = header.Institution.Trim() is { Length: > 0 } institution ? key.Pseudonym("site", institution) : string.Empty,
            Plan = plan,
            Files = [.. plan.Files.Concat(plan.Copies.Select(c => c.Path)).Distinct(StringComparer.Ordinal).Select(f => byPath[f].File)],
            Instances = plan.FrameOrder.Count > 0 || plan.Resampling is not null ? [] : [.. plan.Files.Select(f => byPath[f].Inspection.Header!.InstanceUid)],
        };
    }

    private void PlanVolumes(InspectedFile[] files)
    {
        foreach (var group in files.GroupBy(f => f.Groups[0], StringComparer.Ordinal))
        {
            var images = group.Where(f => !f.Name!.IsLabel).ToArray();
            var labels = group.Where(f => f.Name!.IsLabel).ToArray();
            foreach (var surplus in labels.Skip(images.Length == 0 ? 0 : 1))
            {
                Refuse(surplus, images.Length == 0
                    ? new(RefusalCodes.LabelWithoutImage, "Its name says that it is a label, and there is no image of the same name.")
                    : new(RefusalCodes.LabelUnusable, "Another file already labels the same image."));
            }

            foreach (var image in images)
            {
                series.Add(VolumeSeries(image, labels.Take(1)));
            }
        }
    }

    private PlannedSeries VolumeSeries(InspectedFile image, IEnumerable<InspectedFile> labels)
    {
        var name = image.Name!;
        var patient = key.Pseudonym("patient", name.Patient.Trim());
        return new PlannedSeries
        {
            Id = key.Pseudonym("volume", "path:" + image.File.Relative),
            Patient = patient,
            Study = key.Pseudonym("study", "patient " + patient),
            Modality = name.Modality,
            Format = name.Format,
            Channel = name.Channel,
            Plan = VolumePlan(image),
            Files = [image.File],
            Labels = [.. labels.Select(l => new PlannedLabel(l.File, FileKind.Volume, VolumePlan(l)))],
        };
    }

    private static SeriesPlan VolumePlan(InspectedFile file) =>
        new(FileKind.Volume, [file.Inspection.Path], file.Inspection.Geometry!);

    private void AttachObjects(InspectedFile[] objects)
    {
        if (objects.Length == 0)
        {
            return;
        }

        // Which series have the pseudonym that an object names: of one series, or of several volumes of it.
        var bySeries = Enumerable.Range(0, series.Count)
            .Where(i => series[i].Format == "dicom" && series[i].Plan.Header is not null)
            .ToLookup(i => key.Pseudonym("series", series[i].Plan.Header!.SeriesUid), StringComparer.Ordinal);
        foreach (var file in objects)
        {
            int[][] matches = [.. file.Groups.Distinct(StringComparer.Ordinal).Select(g => bySeries[g].ToArray()).Where(m => m.Length > 0)];
            foreach (var i in matches.Where(m => m.Length == 1).SelectMany(m => m))
            {
                series[i] = series[i] with { Labels = [.. series[i].Labels, new PlannedLabel(file.File, file.Inspection.Kind)] };
            }

            if (matches.Length == 0)
            {
                Refuse(file, new(RefusalCodes.LabelWithoutImage, "The series that it refers to is not there, or was refused."));
            }
            else if (matches.All(m => m.Length > 1))
            {
                // Drawn on one phase, it would be wrong on the others.
                Refuse(file, new(RefusalCodes.LabelAmbiguous, "The series that it refers to holds several volumes."));
            }
        }
    }

    private void Refuse(InspectedFile file, Refusal refusal) => Refuse([file], refusal, "file");

    private void Refuse(InspectedFile[] files, Refusal refusal, string scope = "series")
    {
        var id = files.Select(f => f.File).MinBy(f => f.Relative, StringComparer.Ordinal)!.Id;
        refusals.Add(new(id, scope, refusal.Code, refusal.Reason, files.Length));
        foreach (var file in files)
        {
            sources[file.File.Id] = Source(file, SourceOutcome.Refused) with { Targets = [id] };
        }
    }

    private static SourceRecord Source(InspectedFile file, SourceOutcome outcome) =>
        new(file.File.Id, file.File.Size, file.File.ModifiedTicks, outcome) { Groups = file.Groups };

    private static string FirstOf(string value, string otherwise) => value.Trim().Length > 0 ? value.Trim() : otherwise;
}
