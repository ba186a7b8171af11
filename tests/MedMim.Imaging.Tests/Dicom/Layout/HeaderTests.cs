using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Layout;
using MedMim.Imaging.Dicom.Sources;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Tests.Dicom.Layout;

/// <summary>The header that the walk over the lengths collects: element for element that of the toolkit.</summary>
public sealed class HeaderTests
{
    private readonly DicomToolkit _toolkit = new();

    [Fact]
    public void Is_that_of_the_toolkit()
    {
        var (compared, doubtful) = (0, 0);
        var differences = new List<string>();
        foreach (var path in Directory.EnumerateFiles(RealScans.Path("ci"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Open(path) is not { } source)
            {
                continue;
            }

            using (source)
            {
                if (source.Layout.Header is null)
                {
                    doubtful++;
                    continue;
                }

                if (Read(source.Path) is { } expected)
                {
                    compared++;
                    Compare(Path.GetFileName(path), expected, source.Layout.Header, differences);
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared > 10 * doubtful, $"{compared} compared, {doubtful} left to the toolkit");
    }

    private static DicomSource? Open(string path)
    {
        try
        {
            var source = DicomSource.Open(path, HeaderScope.Usual);
            if (source.Layout.Extent == DicomExtent.Whole)
            {
                return source;
            }

            source.Dispose();
            return null;
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static void Compare(string where, DicomDataset expected, DicomDataset actual, List<string> differences)
    {
        foreach (var tag in expected.Concat(actual).Select(e => e.Tag).Distinct())
        {
            var (a, b) = (expected[tag], actual[tag]);
            if (a is null || b is null)
            {
                differences.Add($"{where} {tag}: only in {(a is null ? "the walk's" : "the toolkit's")}");
            }
            else if (!IsSame(a.Vr, b) || !a.Bytes.Span.SequenceEqual(b.Bytes.Span) || a.Items.Count != b.Items.Count)
            {
                differences.Add($"{where} {tag}: {a.Vr} {a.Bytes.Length} {a.Items.Count}, {b.Vr} {b.Bytes.Length} {b.Items.Count}");
            }
            else
            {
                for (var i = 0; i < a.Items.Count; i++)
                {
                    Compare($"{where} {tag}[{i}]", a.Items[i], b.Items[i], differences);
                }
            }
        }
    }

    // The toolkit's dictionary knows neither group lengths nor who defined a private block.
    private static bool IsSame(DicomVr expected, DicomElement actual) => expected == actual.Vr
        || (expected == DicomVr.UN && actual.Vr == (actual.Tag.Element == 0 ? DicomVr.UL : DicomVr.LO));

    private DicomDataset? Read(string path)
    {
        try
        {
            return _toolkit.ReadHeader(path);
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
