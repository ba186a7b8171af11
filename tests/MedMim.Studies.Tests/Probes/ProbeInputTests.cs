using CsCheck;
using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;
using MedMim.Studies.Probes;
using MedMim.Studies.Splits;

namespace MedMim.Studies.Tests.Probes;

public sealed class ProbeInputTests
{
    private static readonly SplitCase[] Cases = [.. Enumerable.Range(0, 6).Select(i => Case($"s{i}", $"p{i / 2}"))];

    [Fact]
    public void Classes_go_by_series_or_patient()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("classes.csv", "id,class\n# a note\n\np0,tumour\ns2 , none\ns3\ttumour\n"u8);
        var classes = ClassFile.Read(file, Cases);
        Assert.Equal(
            [("s0", "tumour"), ("s1", "tumour"), ("s2", "none"), ("s3", "tumour")], classes.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
    }

    // The name that is not known may be a real patient's: the message gives the line instead.
    [Theory]
    [InlineData("s0,a\nMiller^Anna,b", "line 2: names no series")]
    [InlineData("s0,a\ns1", "line 2: is not of the form")]
    [InlineData("s0,a\ns1,", "line 2: is not of the form")]
    [InlineData("s0,a\np0,b", "line 2: gives another class")]
    [InlineData("s0,a\ns1,a", "fewer than two classes")]
    public void A_table_that_cannot_be_used_is_refused(string text, string words)
    {
        using var folder = new TemporaryFolder();
        var failure = Assert.Throws<InputException>(() => ClassFile.Read(folder.File("c.csv", System.Text.Encoding.UTF8.GetBytes(text)), Cases));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Miller", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_there_is_refused() => Assert.Throws<InputException>(() => ClassFile.Read("absent.csv", Cases));

    [Fact]
    public void No_patient_and_no_copy_of_a_scan_is_in_two_parts() => Gen.Select(Gen.Int[3, 20], Gen.Int[1, 4], Gen.ULong[0, 50]).Sample(
        (patients, scans, seed) =>
        {
            SplitCase[] cases = [.. Enumerable.Range(0, patients * scans).Select(i => Case($"s{i:D3}", $"p{i / scans}"))];
            var folds = ProbeFolds.Of(cases, null, null, seed);

            Assert.Equal(Math.Min(5, patients), folds.Count);
            Assert.Equal(cases.Select(c => c.Id), folds.SelectMany(f => f.Test).Order(StringComparer.Ordinal));
            foreach (var fold in folds)
            {
                string[] Patients(IEnumerable<string> ids) => [.. ids.Select(id => cases.First(c => c.Id == id).Patient).Distinct()];
                string[] all = [.. Patients(fold.Train), .. Patients(fold.Validation), .. Patients(fold.Test)];
                Assert.Equal(patients, all.Length);
                Assert.Equal(patients, all.Distinct().Count());
                Assert.NotEmpty(fold.Train);
                Assert.NotEmpty(fold.Validation);
            }
        },
        iter: 60);

    [Fact]
    public void A_runs_split_decides_who_is_tested()
    {
        var split = new StudySplit(["s0", "s1"], ["s0", "s1"], ["s2"], ["s4", "elsewhere"]);
        var fold = Assert.Single(ProbeFolds.Of(Cases, split, null, 3));
        Assert.Equal(["s4"], fold.Test);
        Assert.Equal(["s0", "s1", "s2"], fold.Train.Concat(fold.Validation).Order(StringComparer.Ordinal));

        Assert.Throws<InputException>(() => ProbeFolds.Of(Cases, split with { Test = ["elsewhere"] }, null, 3));
        Assert.Throws<InputException>(() => ProbeFolds.Of(Cases, split with { Test = ["s3"] }, null, 3)); // of the patient of s2
    }

    [Fact]
    public void Too_few_patients_are_refused()
    {
        var failure = Assert.Throws<InputException>(() => ProbeFolds.Of(Cases[..2], null, null, 1));
        Assert.Contains("at least 3 patients", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ProbeFolds.Of(Cases[..4], null, null, 1));
        Assert.Throws<InputException>(() => ProbeFolds.Of(Cases, null, 4, 1));
        Assert.Throws<InputException>(() => ProbeFolds.Of(Cases, null, 2, 1)); // a fold with one patient to learn from
    }

    [Fact]
    public void Encoders_are_named_by_the_caller_or_their_run()
    {
        using var folder = new TemporaryFolder();
        string Make(string name)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            return folder.File(name, "x"u8);
        }

        var (one, two, three) = (Make("run-a/pretrain/encoder.safetensors"), Make("run-b/finetune/scratch/model.safetensors"), Make("c.safetensors"));
        var arms = EncoderArm.Parse([one, two, three, $"mim={one}", $"mim={two}"]);
        Assert.Equal([("run-a", 1), ("scratch", 1), ("c", 1), ("mim", 2)], arms.Select(a => (a.Name, a.Files.Count)));

        Assert.All(
            new string[][] { [], [one, one], [$"random={one}"], [$"x={folder.File("absent")}"], ["absent"] },
            a => Assert.Throws<InputException>(() => EncoderArm.Parse(a)));
    }

    private static SplitCase Case(string id, string patient) => new(id, patient, id, true, 1);
}
