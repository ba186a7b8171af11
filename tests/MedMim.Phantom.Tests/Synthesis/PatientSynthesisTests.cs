using MedMim.Evaluation.Baselines;
using MedMim.Imaging.Volumes;
using MedMim.Phantom.Synthesis;

namespace MedMim.Phantom.Tests.Synthesis;

public class PatientSynthesisTests
{
    private static readonly PhantomOptions Options = new()
    {
        Slices = 52, SliceSpacing = 4, Columns = 84, PixelSpacing = 4, TumourProbability = 1, Seed = 3,
    };

    // Lazy, because threads that need this class must not wait for its initializer, which would wait for them.
    private static readonly Lazy<PatientScan[]> Made = new(() =>
        [.. Enumerable.Range(0, 12).AsParallel().AsOrdered().Select(
            p => PatientSynthesis.Make(Options, p, ScanGeometry.Of(Options, p)))]);

    private static PatientScan[] Patients => Made.Value;

    [Fact]
    public void Thresholding_does_not_find_the_tumours()
    {
        var cases = Patients.Select(Case).ToList();
        var baseline = ThresholdBaseline.Fit(cases[..8], TestContext.Current.CancellationToken);
        var dice = BaselineDice.Mean(cases[8..], baseline.Predict);
        TestContext.Current.SendDiagnosticMessage($"threshold: training {baseline.TrainingDice:F3}, test {dice:F3}");
        Assert.InRange(baseline.TrainingDice, 0, 0.35);
        Assert.InRange(dice, 0, 0.35);
    }

    [Fact]
    public void Tumours_share_their_brightness_with_other_tissue()
    {
        // Wherever nine tenths of the tumours' voxels lie, far more of the rest of the body lies too.
        var tumour = new List<short>();
        var rest = new List<short>();
        foreach (var patient in Patients)
        {
            var label = Label(patient);
            for (var i = 0; i < label.Length; i++)
            {
                (label[i] != 0 ? tumour : rest).Add(patient.Image.Voxels[i]);
            }
        }

        tumour.Sort();
        var (low, high) = (tumour[tumour.Count / 20], tumour[tumour.Count * 19 / 20]);
        var alike = rest.Count(v => v >= low && v <= high);
        Assert.True(alike > 40 * tumour.Count, $"{alike} voxels elsewhere for {tumour.Count} of tumours");
    }

    [Fact]
    public void Tissues_have_the_attenuation_that_CT_gives_them()
    {
        foreach (var patient in Patients)
        {
            var g = patient.Image.Geometry;
            var (all, liver) = (patient.Image.Voxels, new List<short>());
            for (var z = 0; z < g.Size.Z; z++)
            {
                for (var y = 0; y < g.Size.Y; y++)
                {
                    for (var x = 0; x < g.Size.X; x++)
                    {
                        if (patient.Liver.Distance(g.ToPhysical(z, y, x)) < -6)
                        {
                            liver.Add(patient.Image[z, y, x]);
                        }
                    }
                }
            }

            liver.Sort();
            Assert.InRange(liver[liver.Count / 2], 70, 150);
            Assert.InRange(all.Count(v => v < -950) / (double)all.Length, 0.25, 0.75);
            Assert.InRange(all.Count(v => v is > -900 and < -700) / (double)all.Length, 0.02, 0.25);
            Assert.InRange(all.Count(v => v > 250) / (double)all.Length, 0.002, 0.05);
        }
    }

    [Fact]
    public void Patients_differ_and_half_their_scans_are_oblique_or_anisotropic()
    {
        Assert.Equal(Patients.Length, Patients.Select(p => p.Image.Voxels.Sum(v => (long)v)).Distinct().Count());
        var geometries = Patients.Select(p => p.Image.Geometry).ToList();
        Assert.Equal(3, geometries.Count(g => Math.Abs(g.AxisX.Y) > 0.01));
        Assert.Equal(3, geometries.Count(g => g.Spacing.Z > 1.4 * g.Spacing.X));
        Assert.All(geometries, g => Assert.Equal(0, (Vector3.Cross(g.AxisX, g.AxisY) - g.AxisZ).Length, 1e-12));
    }

    [Fact]
    public void Without_tumours_there_are_none()
    {
        var options = Options with { TumourProbability = 0 };
        Assert.Empty(PatientSynthesis.Make(options, 0, ScanGeometry.Of(options, 0)).Tumours);
    }

    private static BaselineCase Case(PatientScan patient)
    {
        float[] image = [.. patient.Image.Voxels.Select(v => (float)v)];
        var label = Label(patient);
        return new("case", patient.Image.Geometry, () => image, () => label);
    }

    private static byte[] Label(PatientScan patient)
    {
        var g = patient.Image.Geometry;
        var label = new byte[g.Size.Count];
        foreach (var tumour in patient.Tumours)
        {
            var box = new IndexBox(g, tumour.Bounds);
            for (var z = box.Z0; z <= box.Z1; z++)
            {
                for (var y = box.Y0; y <= box.Y1; y++)
                {
                    for (var x = box.X0; x <= box.X1; x++)
                    {
                        label[g.Size.Offset(z, y, x)] |= tumour.Distance(g.ToPhysical(z, y, x)) < 0 ? (byte)1 : (byte)0;
                    }
                }
            }
        }

        return label;
    }
}
