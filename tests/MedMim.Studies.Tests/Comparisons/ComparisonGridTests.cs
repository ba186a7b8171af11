using System.Text.Json;
using MedMim.Studies.Comparisons;
using MedMim.Studies.Mapping;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Tests.Comparisons;

public class ComparisonGridTests
{
    private static readonly ComparisonRound Round = new(7, 2);

    [Fact]
    public void An_arm_lays_its_keys_over_those_of_pretraining()
    {
        var arms = ComparisonProtocols.FiveArms().Comparison!.Arms;

        Assert.Equal(["scratch", "autoencoder", "uniform", "anatomy", "loss-guided"], arms.Keys);
        Assert.Null(arms["scratch"]);
        Assert.Equal(("uniform", 0.6, 0.4, 400), Of(arms["uniform"]!));
        Assert.Equal(("anatomy", 0.6, 0.4, 400), Of(arms["anatomy"]!));
        Assert.Equal(ObjectiveName.Autoencoder, arms["autoencoder"]!.Objective);

        static (string, double, double, int) Of(PretrainingSection s) =>
            (s.Masking.Strategy, s.Masking.MaskRatio, s.Masking.HardShare, s.Steps);
    }

    [Fact]
    public void Errors_of_a_run_name_the_protocols_file() => Assert.Equal("p.yaml", ComparisonProtocols.FiveArms().FileName);

    [Fact]
    public void Without_references_the_arms_without_pretraining_are_those() =>
        Assert.Equal(["scratch"], ComparisonProtocols.FiveArms().Comparison!.References);

    [Fact]
    public void Cross_has_every_seed_on_every_fold_and_rotate_has_one_each()
    {
        var cross = new ComparisonGrid(ComparisonProtocols.FiveArms("  folds: 3\n  seeds: [4, 9]\n"));
        var rotate = new ComparisonGrid(ComparisonProtocols.FiveArms("  folds: 2\n  seeds: [4, 9, 6]\n  pairing: rotate\n"));

        Assert.Equal([(4ul, 1), (4, 2), (4, 3), (9, 1), (9, 2), (9, 3)], cross.Rounds.Select(r => (r.Seed, r.Fold)));
        Assert.Equal([(4ul, 1), (9, 2), (6, 1)], rotate.Rounds.Select(r => (r.Seed, r.Fold)));
        Assert.Equal(6 * 5 * 3, cross.Cells.Count);
        Assert.Equal(cross.Cells.Count, cross.Cells.Select(c => c.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("uniform/all/seed-9-fold-2", rotate.Cells.Single(c => c is { Arm: "uniform", Labelled.Patients: null, Round.Fold: 2 }).Key);
    }

    [Fact]
    public void At_equal_compute_a_teacher_costs_a_quarter_of_the_passes()
    {
        var grid = new ComparisonGrid(ComparisonProtocols.FiveArms());

        Assert.All(["autoencoder", "uniform", "anatomy"], a => Assert.Equal((400, 41), Of(a)));
        Assert.Equal((300, 30), Of("loss-guided"));
        Assert.All(["autoencoder", "uniform", "anatomy", "loss-guided"], a =>
        {
            var options = grid.ProtocolOf(a, Round).ToPretrainOptions();
            Assert.Equal(1200, options.Training.Steps * options.PassesPerBatch);
        });
        Assert.Equal(400, new ComparisonGrid(ComparisonProtocols.FiveArms("  compute: steps\n")).ProtocolOf("loss-guided", Round).Pretraining!.Steps);

        (int, int) Of(string arm) => (grid.ProtocolOf(arm, Round).Pretraining!.Steps, grid.ProtocolOf(arm, Round).Pretraining!.WarmupSteps);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(999_999_999, 999_999_998)]
    public void Equal_compute_leaves_steps_after_the_warm_up(int steps, int warmup)
    {
        var protocol = ProtocolFile.Parse(
            $"medmim: 1\nname: a\ndata: {{archive: .}}\npretraining: {{steps: {steps}, warmup_steps: {warmup}, masking: {{strategy: curriculum}}}}\n", "p");

        var scaled = EqualCompute.Apply(protocol).Pretraining!;

        Assert.InRange(scaled.Steps, Math.Max(1, (0.75 * steps) - 0.5), Math.Max(1, (0.75 * steps) + 0.5));
        Assert.True(scaled.WarmupSteps < scaled.Steps);
    }

    [Fact]
    public void Arms_of_a_round_differ_in_pretraining_alone()
    {
        var grid = new ComparisonGrid(ComparisonProtocols.FiveArms());
        var own = grid.Arms.Select(a => grid.ProtocolOf(a, Round)).ToList();

        Assert.Single(own.Select(p => (p with { Pretraining = null }).CanonicalJson).Distinct(StringComparer.Ordinal));
        Assert.Single(own.Select(p => JsonSerializer.Serialize(p.ToSegmenterOptions())).Distinct(StringComparer.Ordinal));
        Assert.All(own, p => Assert.Equal(Round.Seed, p.Seed));
        Assert.All(own.Where(p => p.Pretraining is not null), p => Assert.Equal(Round.Seed, p.ToPretrainOptions().Seed));
        Assert.Single(own.Where(p => p.Pretraining is not null).Select(Matched).Distinct(StringComparer.Ordinal));

        // All of pretraining but what arms are for.
        static string Matched(StudyProtocol p) => JsonSerializer.Serialize(p.ToPretrainOptions() is var o
            ? o with { Objective = default, Masking = new(), Training = o.Training with { Steps = 1, Schedule = new() } }
            : null);
    }

    [Fact]
    public void The_digest_sees_the_arms_and_not_how_they_are_written()
    {
        var digest = ComparisonProtocols.FiveArms().Digest;

        Assert.Equal(digest, ComparisonProtocols.FiveArms("  references: [scratch]\n  folds: 5\n  compute: equal\n").Digest);
        Assert.NotEqual(digest, ComparisonProtocols.FiveArms("  references: [uniform]\n").Digest);
        Assert.NotEqual(digest, ComparisonProtocols.FiveArms("  pairing: rotate\n").Digest);
    }
}
