using MedMim.Foundation.Failures;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Tests.Protocols;

public class ProtocolFileTests
{
    private const string Minimal = "medmim: 1\nname: small\ndata:\n  archive: .\nfinetuning:\n  arms: [scratch]\n";

    [Theory]
    [InlineData("quickstart")]
    [InlineData("hippocampus")]
    [InlineData("sarcoma-mr")]
    public void The_tracked_protocols_hold_and_are_named_after_their_files(string name)
    {
        var protocol = ProtocolFile.Load(Path.Combine(ProtocolFiles.Folder, name + ".yaml"));

        Assert.Equal(name, protocol.Name);
        Assert.Equal([ArmName.Pretrained, ArmName.Scratch], protocol.Finetuning!.Arms);
    }

    [Fact]
    public void The_study_of_label_efficiency_holds()
    {
        var protocol = ProtocolFile.Load(Path.Combine(ProtocolFiles.Folder, "label-efficiency.yaml"));

        Assert.Equal("label-efficiency", protocol.Name);
        Assert.Equal(["scratch", "autoencoder", "uniform", "anatomy", "loss-guided"], protocol.Comparison!.Arms.Keys);
        Assert.Equal([5, 10, null], protocol.Comparison.Labelled.Select(l => l.Patients));
        Assert.True(protocol.Comparison.Seeds.Count >= 3);
    }

    [Fact]
    public void Quickstart_is_read_as_it_is_written()
    {
        var protocol = ProtocolFile.Load(Path.Combine(ProtocolFiles.Folder, "quickstart.yaml"));

        Assert.Equal(20261123ul, protocol.Seed);
        Assert.Equal(24, protocol.Data.Phantom!.Patients);
        Assert.Null(protocol.Data.Archive);
        Assert.Equal(LabelOrigin.Rtstruct, protocol.Data.Labels.Source);
        var label = Assert.Single(protocol.Data.Labels.Definitions);
        Assert.Equal(("tumour", (byte)1, "GTV*"), (label.Name, label.Value, Assert.Single(label.Patterns)));
        Assert.Equal(new VoxelSpacing(4, 4, 4), protocol.Preparation.Spacing.Value);
        Assert.Equal(new GridSize(24, 32, 32), protocol.Model.PatchSize);
        Assert.Equal(0.6, protocol.Pretraining!.Masking.MaskRatio);
        Assert.Equal(new GridSize(8, 8, 8), protocol.Pretraining.Masking.MaskUnit);
        Assert.Equal(4.0, protocol.Evaluation.NsdToleranceMm);
    }

    [Fact]
    public void What_is_left_out_takes_its_default()
    {
        var protocol = ProtocolFile.Parse(Minimal, "p.yaml");

        Assert.Equal("small", protocol.Title);
        Assert.Null(protocol.Pretraining);
        Assert.Equal(new SpacingChoice(SpacingName.Keep), protocol.Preparation.Spacing);
        Assert.Equal(1000, protocol.Finetuning!.Steps);
        Assert.Equal(OptimizerName.AdamW, protocol.Finetuning.Optimizer);
        Assert.Equal("GTV*", protocol.Data.Labels.Definitions[0].Patterns[0]);
        Assert.Equal(Minimal, protocol.Text);
    }

    [Fact]
    public void The_digest_sees_settings_only()
    {
        var digest = ProtocolFile.Parse(Minimal, "p.yaml").Digest;

        Assert.Equal(digest, ProtocolFile.Parse("# a comment\n" + Minimal, "other.yaml").Digest);
        Assert.Equal(digest, ProtocolFile.Parse(
            "{data: {archive: '.'}, finetuning: {steps: 1000, arms: ['scratch']}, \"name\": small, medmim: 1}", "p").Digest);
        Assert.Equal(digest, ProtocolFile.Parse(Minimal + "preparation:\n  spacing: keep\n", "p").Digest);
        Assert.NotEqual(digest, ProtocolFile.Parse(Minimal + "seed: 1\n", "p.yaml").Digest);
        Assert.StartsWith("sha256:", digest, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_structures_gives_the_values_and_so_the_digest()
    {
        static StudyProtocol With(string structures) => ProtocolFile.Parse(
            Minimal.Replace("archive: .", "archive: .\n  labels: {structures: " + structures + "}", StringComparison.Ordinal), "p");

        var one = With("{organ: [liver], tumour: ['GTV*', 'mass?']}");
        var two = With("{tumour: ['GTV*', 'mass?'], organ: [liver]}");

        Assert.Equal(["organ", "tumour"], one.Data.Labels.Definitions.Select(d => d.Name));
        Assert.Equal(["tumour", "organ"], two.Data.Labels.Definitions.Select(d => d.Name));
        Assert.NotEqual(one.Digest, two.Digest);
    }

    [Fact]
    public void Names_give_the_values_where_they_are_there()
    {
        var protocol = ProtocolFile.Parse(Minimal.Replace(
            "archive: .",
            "archive: .\n  labels: {structures: {tumour: ['GTV*']}, names: {tumour: 7, organ: 2}}",
            StringComparison.Ordinal), "p");

        Assert.Equal([(byte)2, (byte)7], protocol.Data.Labels.Definitions.Select(d => d.Value));
        Assert.Empty(protocol.Data.Labels.Definitions[0].Patterns);
    }

    [Fact]
    public void Anchors_save_repetition()
    {
        var protocol = ProtocolFile.Parse(
            Minimal.Replace("finetuning:", "model: {patch_size: &patch [16, 16, 16]}\npretraining: {masking: {mask_unit: *patch}}\nfinetuning:",
                StringComparison.Ordinal), "p");

        Assert.Equal(protocol.Model.PatchSize, protocol.Pretraining!.Masking.MaskUnit);
    }

    [Fact]
    public void A_file_that_is_missing_too_large_or_no_text_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("medmim-protocol-").FullName;
        try
        {
            var path = Path.Combine(folder, "p.yaml");
            Assert.Contains("cannot be read", Refused(() => ProtocolFile.Load(path)), StringComparison.Ordinal);
            Assert.Contains("cannot be read", Refused(() => ProtocolFile.Load(folder)), StringComparison.Ordinal);
            File.WriteAllBytes(path, [0x6d, 0xff, 0xfe, 0x00]);
            Assert.Contains("not UTF-8", Refused(() => ProtocolFile.Load(path)), StringComparison.Ordinal);
            File.WriteAllBytes(path, new byte[(1 << 20) + 1]);
            Assert.Contains("larger than", Refused(() => ProtocolFile.Load(path)), StringComparison.Ordinal);
            File.WriteAllText(path, "\uFEFF" + Minimal);
            Assert.Equal("small", ProtocolFile.Load(path).Name);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Refused(Action action) => Assert.Throws<InputException>(action).Message;
}
