using MedMim.Datasets.Splits;
using MedMim.Evaluation.Probes;
using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Probes;

/// <summary>A question with the folds in which it is asked, and the answers so far.</summary>
internal sealed class ProbePlan
{
    private readonly ProbeQuestion question;
    private readonly Dictionary<ulong, IReadOnlyList<PatientSplit>> folds;
    private readonly Dictionary<string, string> patientOf;
    private readonly List<ProbeAnswer> answers = [];
    private readonly List<ChosenPenalty> penalties = [];
    private int[]? values;

    /// <exception cref="InputException">There are too few patients.</exception>
    public ProbePlan(ProbeQuestion question, StudySplit? split, int? foldCount, IReadOnlyList<ulong> seeds)
    {
        this.question = question;
        patientOf = question.Cases.ToDictionary(c => c.Id, c => c.Patient, StringComparer.Ordinal);
        folds = seeds.ToDictionary(s => s, s => ProbeFolds.Of(question.Cases, split, foldCount, s));
        Tested = [.. folds.Values.SelectMany(f => f).SelectMany(f => f.Test).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The scans that count, training and test.</summary>
    public IEnumerable<string> Ids => folds.Values.SelectMany(f => f).SelectMany(f => f.Train.Concat(f.Validation).Concat(f.Test)).Distinct(StringComparer.Ordinal);

    /// <summary>The scans that are tested on.</summary>
    public IReadOnlyList<string> Tested { get; }

    /// <summary>How many folds each seed has.</summary>
    public int Folds => folds.Values.First().Count;

    /// <summary>The penalties that linear probes chose.</summary>
    public IReadOnlyList<ChosenPenalty> Penalties => penalties;

    /// <summary>The folds of a seed.</summary>
    public IReadOnlyList<PatientSplit> FoldsOf(ulong seed) => folds[seed];

    /// <summary>Trains and asks the probes of one encoder in one fold.</summary>
    /// <exception cref="InputException">The labels tell nothing apart.</exception>
    public void Ask(string encoder, IReadOnlyDictionary<string, SampledScan> samples, ulong seed, int fold, int limit)
    {
        var parts = folds[seed][fold];
        values ??= Values(samples);
        var vectors = parts.Train.Concat(parts.Validation).Concat(parts.Test).ToDictionary(id => id, id => Vectors(samples[id], id), StringComparer.Ordinal);
        var (found, penalty) = new FoldProbes(values.Length, limit).Run(vectors, parts, patientOf);
        answers.AddRange(found.Select(a => new ProbeAnswer(encoder, a.Probe, seed, a.Patient, a.Confusion)));
        penalties.Add(new(encoder, seed, fold, penalty));
    }

    /// <summary>The result, once everything was asked.</summary>
    public ProbeResult Result(StudyProtocol? protocol, BootstrapOptions bootstrap)
    {
        var task = question.ClassOf is null ? question.Task with { Classes = ProbeQuestions.Names(values!, protocol) } : question.Task;
        return new(
            task, Tested.Select(id => patientOf[id]).Distinct(StringComparer.Ordinal).Count(), Tested.Count,
            new ProbeStatistics(task, bootstrap).Of(answers, EncoderArm.RandomName), answers);
    }

    private ProbeVectors Vectors(SampledScan scan, string id) => question.ClassOf is { } classOf
        ? new(scan.Body, [classOf[id]])
        : new(scan.Labelled!.Features, Array.ConvertAll(scan.Labelled.Labels, v => Array.BinarySearch(values!, v)));

    /// <summary>The label values that occur, ascending; every one that a scan has is sampled at least once.</summary>
    private int[] Values(IReadOnlyDictionary<string, SampledScan> samples)
    {
        if (question.ClassOf is not null)
        {
            return [.. Enumerable.Range(0, question.Task.Classes.Count)];
        }

        int[] found = [.. Ids.SelectMany(id => samples[id].Labelled!.Labels).Distinct().Order()];
        return found.Length > 1
            ? found
            : throw new InputException("labels", "hold one value only within the body: nothing to tell apart", "Check the labels of the store.");
    }
}
