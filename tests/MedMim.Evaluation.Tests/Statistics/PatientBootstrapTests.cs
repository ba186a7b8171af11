using MedMim.Evaluation.Statistics;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Randomness;

namespace MedMim.Evaluation.Tests.Statistics;

public class PatientBootstrapTests
{
    [Fact]
    public void The_same_seed_gives_the_same_interval_and_another_seed_another()
    {
        double[] patients = [0.61, 0.72, 0.55, 0.8, 0.77, 0.69];
        var first = PatientBootstrap.Mean(patients, new(1));
        Assert.Equal(first, PatientBootstrap.Mean(patients, new(1)));
        Assert.NotEqual(first, PatientBootstrap.Mean(patients, new(2)));
        Assert.Equal(patients.Average(), first.Estimate);
        Assert.True(first.Low < first.Estimate && first.Estimate < first.High);
        Assert.Equal((IntervalMethod.Bca, false, 6), (first.Method, first.FellBack, first.Patients));
    }

    [Fact]
    public void Without_spread_it_falls_back_to_percentiles_and_says_so()
    {
        var interval = PatientBootstrap.Mean([0.5, 0.5, 0.5], new(1));
        Assert.Equal((0.5, 0.5, 0.5), (interval.Low, interval.Estimate, interval.High));
        Assert.Equal((IntervalMethod.Percentile, true), (interval.Method, interval.FellBack));
    }

    [Fact]
    public void One_patient_has_a_mean_but_no_interval()
    {
        var interval = PatientBootstrap.Mean([0.5], new(1));
        Assert.Equal((null, null, IntervalMethod.None), (interval.Low, interval.High, interval.Method));
        Assert.False(interval.Excludes(0));
    }

    [Fact]
    public void No_patient_and_impossible_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PatientBootstrap.Mean([], new(1)));
        Assert.Throws<ArgumentException>(() => PatientBootstrap.Mean([0.1, double.NaN], new(1)));
        Assert.Throws<InputException>(() => PatientBootstrap.Mean([0.1], new(1) { Replicates = 10 }));
        Assert.Throws<InputException>(() => PatientBootstrap.Mean([0.1], new(1) { Level = 1 }));
    }

    /// <summary>Φ(−√(10/9) · 2.262…): the quantile of Student's t with 9 degrees of freedom is that of its tables.</summary>
    [Fact]
    public void Small_samples_get_wider_intervals_and_large_ones_the_same()
    {
        Assert.Equal(0.025, new BootstrapOptions(1) { Widen = false }.Tail(10), 1e-12);
        Assert.Equal(0.00855, new BootstrapOptions(1).Tail(10), 1e-4);
        Assert.Equal(0.025, new BootstrapOptions(1).Tail(100_000), 1e-5);
        double[] patients = [0.61, 0.72, 0.55, 0.8, 0.77, 0.69];
        var (wide, narrow) = (PatientBootstrap.Mean(patients, new(1)), PatientBootstrap.Mean(patients, new(1) { Widen = false }));
        Assert.True(wide.Low < narrow.Low && wide.High > narrow.High);
    }

    [Theory]
    [InlineData(IntervalMethod.Bca)]
    [InlineData(IntervalMethod.Percentile)]
    public void Intervals_cover_the_truth_about_as_often_as_they_say(IntervalMethod method)
    {
        const int Studies = 400;
        const int Patients = 30;
        var covered = 0;
        for (var study = 0; study < Studies; study++)
        {
            var stream = new RandomStream(new StreamKey(5, "test.coverage", Sample: study));
            var patients = Enumerable.Range(0, Patients).Select(_ => 0.7 + (0.1 * stream.NextGaussian())).ToArray();
            var interval = PatientBootstrap.Mean(patients, new((ulong)study) { Replicates = 500, Method = method });
            covered += interval.Low <= 0.7 && 0.7 <= interval.High ? 1 : 0;
        }

        // The bootstrap of 30 patients covers about 94 %; 400 studies have a standard error of 1.2 %.
        Assert.InRange((double)covered / Studies, 0.90, 0.98);
    }
}
