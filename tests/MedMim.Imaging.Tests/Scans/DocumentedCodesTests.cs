using System.Reflection;
using System.Text.RegularExpressions;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Scans;

/// <summary><c>docs/refusals.md</c> lists every code there is, and no other.</summary>
public sealed partial class DocumentedCodesTests
{
    [Fact]
    public void Refusals() => Assert.Equal(Constants(typeof(RefusalCodes)), Listed("## Refusals"));

    [Fact]
    public void Corrections_made() => Assert.Equal(Constants(typeof(Corrections)), Listed("## Corrections"));

    private static IEnumerable<string> Constants(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (string)f.GetRawConstantValue()!)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Listed(string heading)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MedMim.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "refusals.md"));
        var section = text[text.IndexOf(heading, StringComparison.Ordinal)..][heading.Length..].Split("\n## ")[0];
        return Row().Matches(section).Select(m => m.Groups["code"].Value).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^\\| `(?<code>[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
