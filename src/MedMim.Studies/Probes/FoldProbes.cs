using MedMim.Datasets.Splits;
using MedMim.Evaluation.Probes;

namespace MedMim.Studies.Probes;

/// <summary>Trains both probes on a fold, and asks them about its test patients.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="limit">Vectors that a probe learns from, at most.</param>
internal sealed class FoldProbes(int classes, int limit)
{
    /// <summary>The answers of both probes by patient, and the penalty that the linear one chose.</summary>
    /// <param name="vectors">Vectors of every scan.</param>
    /// <param name="fold">The parts.</param>
    /// <param name="patientOf">The patient of each scan.</param>
    public (IReadOnlyList<(ProbeKind Probe, string Patient, ConfusionMatrix Confusion)> Answers, double Penalty) Run(
        IReadOnlyDictionary<string, ProbeVectors> vectors, PatientSplit fold, IReadOnlyDictionary<string, string> patientOf)
    {
        ProbeVectors Part(IEnumerable<string> ids) => ProbeVectors.Stack([.. ids.Select(id => vectors[id])]);
        var (fit, validation, test) = (Part(fold.Train), Part(fold.Validation), Part(fold.Test));
        string[] patients = [.. fold.Test.SelectMany(id => Enumerable.Repeat(patientOf[id], vectors[id].Labels.Length))];
        var linear = LinearProbe.Train(fit, validation, classes, limit);
        var bank = ProbeVectors.Stack([fit, validation]).Thinned(limit);
        var scaling = FeatureScaling.Fit(bank.Features);
        var neighbours = new NearestNeighbours(scaling.Apply(bank.Features), bank.Labels, classes);
        return (
            [
                .. Confusions(ProbeKind.Knn, neighbours.Predict(scaling.Apply(test.Features)), test.Labels, patients),
                .. Confusions(ProbeKind.Linear, linear.Predict(test.Features), test.Labels, patients),
            ], linear.Penalty);
    }

    private IEnumerable<(ProbeKind Probe, string Patient, ConfusionMatrix Confusion)> Confusions(
        ProbeKind probe, int[] answers, int[] truth, string[] patients)
    {
        var byPatient = new SortedDictionary<string, ConfusionMatrix>(StringComparer.Ordinal);
        for (var i = 0; i < answers.Length; i++)
        {
            if (!byPatient.TryGetValue(patients[i], out var matrix))
            {
                byPatient.Add(patients[i], matrix = new(classes));
            }

            matrix.Add(truth[i], answers[i]);
        }

        return byPatient.Select(p => (probe, p.Key, p.Value));
    }
}
