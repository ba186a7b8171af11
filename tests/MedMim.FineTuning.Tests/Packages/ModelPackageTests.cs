using MedMim.FineTuning.Packages;
using MedMim.FineTuning.Segmentation;
using MedMim.FineTuning.Tests.Segmentation;
using MedMim.Foundation.Failures;

namespace MedMim.FineTuning.Tests.Packages;

public sealed class ModelPackageTests : TorchTests
{
    [Fact]
    public void OpensWhatWasWritten()
    {
        using var folder = Trained();

        var package = ModelPackage.Open(folder.Root);

        Assert.Equal("ball", package.Manifest.Options.Labels[0].Name);
        Assert.Equal(2, package.Manifest.Provenance.TrainingCases);
        Assert.Equal(new() { Spacing = new(1, 1, 1) }, package.Manifest.Preparation);
        Assert.Equal(string.Empty, package.Manifest.Provenance.InitialWeights);
        using var network = package.CreateNetwork();
        Assert.False(network.training);
        Assert.Equal(2, network.OutputChannels);
    }

    [Fact]
    public void AFlippedByteInTheWeightsIsRefused()
    {
        using var folder = Trained();
        var bytes = File.ReadAllBytes(folder.File("model.safetensors"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.File("model.safetensors"), bytes);

        Refused("digest", folder);
    }

    [Fact]
    public void CutWeightsAreRefused()
    {
        using var folder = Trained();
        using (var stream = new FileStream(folder.File("model.safetensors"), FileMode.Open))
        {
            stream.SetLength(stream.Length - 1);
        }

        Refused("digest", folder);
    }

    [Fact]
    public void MissingWeightsAreRefused()
    {
        using var folder = Trained();
        File.Delete(folder.File("model.safetensors"));

        Refused("missing", folder);
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2", "format 2")]
    [InlineData("\"format\": 1", "\"format\": 0", "Use the version of MedMim that wrote it")]
    [InlineData("\"format\": 1", "\"format\": 7", "newer MedMim: update")]
    [InlineData("\"format\": 1", "\"form\": 1", "manifest")]
    [InlineData("\"seed\": 3", "\"seed\": \"x\"", "manifest")]
    [InlineData("\"encoder\": \"resenc-tiny\"", "\"encoder\": \"resenc-none\"", "resenc-none")]
    [InlineData("\"clip_deviations\"", "\"clipping\"", "manifest")]
    [InlineData("{", "[", "manifest")]
    public void ADamagedOrForeignManifestIsRefused(string from, string to, string named)
    {
        using var folder = Trained();
        var text = File.ReadAllText(folder.File("model.json"));
        Assert.Contains(from, text);
        File.WriteAllText(folder.File("model.json"), text.Replace(from, to));

        Refused(named, folder);
    }

    [Fact]
    public void AFolderWithoutAModelIsRefused()
    {
        using var folder = new TemporaryFolder();

        Refused("cannot be read", folder);
    }

    private static TemporaryFolder Trained()
    {
        var folder = new TemporaryFolder();
        var options = new SegmenterOptions
        {
            Labels = [new(1, "ball")],
            PatchSize = new(8, 8, 8),
            Training = SegmenterOptions.Defaults(1),
            Seed = 3,
        };
        var cases = Blobs.Cases(2, new(10, 10, 10));
        new Segmenter(options).Train(cases, ["case-00", "case-01"], [], SegmenterTests.RunIn(folder));
        return folder;
    }

    private static void Refused(string named, TemporaryFolder folder) =>
        Assert.Contains(named, Assert.Throws<InputException>(() => ModelPackage.Open(folder.Root)).Message);
}
