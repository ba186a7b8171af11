using MedMim.Evaluation.Metrics;

namespace MedMim.Evaluation.Tests.Metrics;

public class PatientMetricTests
{
    [Fact]
    public void Scans_are_averaged_within_patients_and_undefined_values_left_out()
    {
        var patients = PatientMetric.Of([("b", 0.2), ("a", 1), ("b", 0.4), ("b", null), ("c", null)]);
        Assert.Equal(["a", "b"], patients.Select(p => p.Patient));
        Assert.Equal(1, patients[0].Value);
        Assert.Equal(0.3, patients[1].Value, 1e-12);
        Assert.Equal(2, patients[1].Cases);
    }
}
