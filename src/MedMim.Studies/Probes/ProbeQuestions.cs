using System.Globalization;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Studies.Preparation;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Probes;

/// <summary>What can be asked of some scans: which label a voxel has, which modality or class a scan.</summary>
internal static class ProbeQuestions
{
    /// <summary>The questions that have two classes or more. Those about voxels come first.</summary>
    /// <param name="request">Names the scans and their classes.</param>
    /// <param name="volumes">The scans.</param>
    /// <exception cref="InputException">There is nothing to ask, or the table of classes cannot be used.</exception>
    public static IReadOnlyList<ProbeQuestion> Of(ProbeRequest request, StudyVolumes volumes)
    {
        List<SplitCase> cases = [.. volumes.Scans.Select(s => s.Case)];
        var questions = new List<ProbeQuestion>();
        var labelled = cases.Where(c => c.HasLabel).ToList();
        if (labelled.Count > 0)
        {
            questions.Add(new(new("voxels", [], IsPooled: false), labelled, null));
        }

        var modalities = volumes.Scans.ToDictionary(s => s.Case.Id, s => s.Modality, StringComparer.Ordinal);
        if (modalities.Values.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            questions.Add(ProbeQuestion.OfScans("modality", cases, modalities));
        }

        if (request.Classes is { } file)
        {
            questions.Add(ProbeQuestion.OfScans("classes", cases, ClassFile.Read(file, cases)));
        }

        return questions.Count > 0
            ? questions
            : throw new InputException(
                request.Folder, "holds no label and but one modality, so there is nothing to ask of an encoder's features",
                "Ingest labels, or give classes of scans: --classes FILE.");
    }

    /// <summary>What label values are called: as in the protocol, else by number.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<int> values, StudyProtocol? protocol)
    {
        var names = protocol?.Data.Labels.Definitions.ToDictionary(d => (int)d.Value, d => d.Name) ?? [];
        return [.. values.Select(v => v == 0 ? "background" : names.GetValueOrDefault(v) ?? "label " + v.ToString(CultureInfo.InvariantCulture))];
    }
}
