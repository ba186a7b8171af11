using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MedMim.Cli.Tests.Architecture;

/// <summary>Holds the house to its plan: which project may know which (docs/architecture.md).</summary>
public sealed class DependencyTests
{
    private static readonly string[] TorchProjects =
        ["MedMim.FineTuning", "MedMim.Models", "MedMim.Pretraining", "MedMim.Training"];

    [Fact]
    public void TorchIsKnownToFourProjects() =>
        Assert.Equal(TorchProjects, Assemblies().Where(a => References(a).Contains("TorchSharp", StringComparer.Ordinal)).Select(Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("MedMim.Foundation", "")]
    [InlineData("MedMim.Audit", "")]
    [InlineData("MedMim.Imaging", "MedMim.Foundation")]
    [InlineData("MedMim.Models", "MedMim.Foundation")]
    [InlineData("MedMim.Training", "MedMim.Foundation MedMim.Models")]
    [InlineData("MedMim.Datasets", "MedMim.Foundation MedMim.Imaging")]
    [InlineData("MedMim.Evaluation", "MedMim.Foundation MedMim.Imaging")]
    public void AProjectKnowsNoMoreThanItsPlaceAllows(string project, string allowed)
    {
        var known = References(Path.Combine(AppContext.BaseDirectory, project + ".dll"))
            .Where(r => r.StartsWith("MedMim.", StringComparison.Ordinal));
        Assert.Empty(known.Except(allowed.Split(' '), StringComparer.Ordinal));
    }

    [Fact]
    public void TheAuditNeedsTheBaseClassLibraryOnly() =>
        Assert.All(
            References(Path.Combine(AppContext.BaseDirectory, "MedMim.Audit.dll")),
            r => Assert.True(r.StartsWith("System", StringComparison.Ordinal), r));

    private static IEnumerable<string> Assemblies() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(f => Name(f).StartsWith("MedMim.", StringComparison.Ordinal) || Name(f) == "medmim")
            .Where(f => !Name(f).EndsWith(".Tests", StringComparison.Ordinal));

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    private static List<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))
            .ToList();
    }
}
