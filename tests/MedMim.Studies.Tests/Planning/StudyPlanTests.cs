using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Mapping;
using MedMim.Studies.Planning;
using MedMim.Studies.Protocols;
using MedMim.Studies.Steps;
using MedMim.Studies.Tests.Training;

namespace MedMim.Studies.Tests.Planning;

public sealed class StudyPlanTests
{
    private const string Open = """
        medmim: 1
        name: open
        data: { archive: scans }
        model: { patch_size: auto, memory_budget: 2 }
        pretraining: { steps: 10, masking: { mask_unit: [16, 8, 8] } }
        finetuning: { steps: 10, batch_size: auto }
        """;

    private static readonly MemoryCases Cases = new(3, new(20, 26, 18));

    [Fact]
    public void WhatIsOpenIsFilledInAndCanBeReadAndGivenInstead()
    {
        using var folder = new TemporaryFolder();
        var protocol = ProtocolFile.Parse(Open, "open.yaml");
        var plan = StudyPlanner.Make(protocol, [.. Cases.Cases]);
        plan.Write(folder.File(PlanFile.Name));

        var planned = PlanFile.Apply(protocol, folder.File(PlanFile.Name));
        var options = planned.ToSegmenterOptions();
        Assert.Equal((new GridSize(32, 32, 24), 2), (options.PatchSize, options.BatchSize));
        Assert.Equal(new GridSize(32, 32, 24), planned.ToPretrainOptions().PatchSize);
        planned.ToPretrainOptions().Validate();
        options.Validate();

        var json = JsonDocument.Parse(File.ReadAllText(folder.File(PlanFile.Name))).RootElement;
        Assert.Equal([20, 26, 18], json.GetProperty("median_shape").EnumerateArray().Select(v => v.GetInt32()));
        Assert.Equal([1.0, 1, 1], json.GetProperty("spacing_mm").EnumerateArray().Select(v => v.GetDouble()));
        Assert.Equal(2, json.GetProperty("memory_budget").GetDouble());
        Assert.InRange(json.GetProperty("estimated_memory").GetDouble(), 0.2, 2);
        Assert.Contains("padded", Assert.Single(json.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.Ordinal);

        // A person who wants other numbers writes them into the protocol: they stay.
        var own = ProtocolFile.Parse(Open.Replace("patch_size: auto", "patch_size: [16, 24, 16]", StringComparison.Ordinal), "own.yaml");
        var kept = PlanFile.Apply(own, folder.File(PlanFile.Name)).ToSegmenterOptions();
        Assert.Equal((new GridSize(16, 24, 16), 2), (kept.PatchSize, kept.BatchSize));
    }

    [Fact]
    public void AStudyMakesItsPlanBeforeItTrainsAndOnlyWhereSomethingIsOpen()
    {
        var open = ProtocolFile.Parse(Open, "open.yaml");
        var closed = ProtocolFile.Parse(Open.Replace("auto", "4", StringComparison.Ordinal).Replace("patch_size: 4", "patch_size: [16, 8, 8]", StringComparison.Ordinal), "closed.yaml");
        string[] Names(StudyProtocol protocol) => [.. StudyPlan.Of(protocol, new("run"), "scans", () => throw new NotSupportedException()).Select(s => s.Name)];

        Assert.Equal(["ingest", "split", "prepare", "plan", "pretrain", "finetune/pretrained"], Names(open).Take(6));
        Assert.DoesNotContain("plan", Names(closed));
        Assert.Same(closed, PlanFile.Apply(closed, "nowhere"));
    }

    [Fact]
    public void WithoutAPlanNothingIsTrained()
    {
        var protocol = ProtocolFile.Parse(Open, "open.yaml");
        Assert.Equal("patch_size", Assert.Throws<InputException>(protocol.ToPretrainOptions).Subject);
        Assert.Throws<InputException>(() => PlanFile.Apply(protocol, "nowhere/plan.json"));
        Assert.Contains("no training case", Assert.Throws<InputException>(() => StudyPlanner.Make(protocol, [])).Message, StringComparison.Ordinal);
        Assert.Equal("memory_budget", Assert.Throws<InputException>(() => StudyPlanner.Make(
            protocol with { Model = protocol.Model with { Preset = "resenc-l", MemoryBudget = 0.5 } }, [.. Cases.Cases])).Subject);
    }

    [Theory]
    [InlineData("{\"patch_size\": [8, 8]}")]
    [InlineData("not a plan")]
    [InlineData("null")]
    public void ATornPlanIsRefused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(PlanFile.Name), text);
        Assert.Contains(
            "is no plan", Assert.Throws<InputException>(() => PlanFile.Apply(ProtocolFile.Parse(Open, "open.yaml"), folder.File(PlanFile.Name))).Message,
            StringComparison.Ordinal);
    }
}
