using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Scans.Pixels;
using MedMim.Imaging.Scans.Series;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans;

/// <summary>
/// All of <c>dicom2nifti_truth</c>: every series with a reference volume is found by walking the folder and equals it, and
/// every series that must be refused or put right has its code. A series that is added without being named here fails.
/// </summary>
[Collection(WorkerCollection.Name)]
public sealed class ReferenceSeriesTests(SharedReader shared)
{
    private const string Set = "dicom2nifti_truth";
    private const string Suffix = "_ground_truth.nii.gz";

    // What a series becomes that is not one volume as it is: the refusal's or the correction's code.
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["failing/gantrytilting/001"] = $"{Corrections.GantryTiltCorrected}:14.0",
        ["failing/slicecount/001"] = RefusalCodes.TooFewSlices,
        ["failing/sliceincrement/001"] = RefusalCodes.MissingSlices,
        ["failing/sliceorientation/001"] = RefusalCodes.MixedOrientation,
    };

    // The largest difference from the reference, as part of its largest value; 0 for all others. The two references hold
    // rescaled values in floating point: one rounding in float32 lies between them.
    private static readonly Dictionary<string, double> Tolerances = new(StringComparer.Ordinal)
    {
        ["philips_enhanced/anatomical/001"] = 1.2e-7,
        ["generic/anatomical/002_non_isotropic"] = 1.2e-7,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_series_equals_its_reference_or_has_its_code()
    {
        var root = ScanArchive.Folder(Set);
        var series = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".nii.gz", StringComparison.Ordinal) && Path.GetDirectoryName(f) != root)
            .GroupBy(f => Path.GetRelativePath(root, Path.GetDirectoryName(f)!).Replace('\\', '/'), StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        var compressed = new List<float[]>();
        var outcomes = new List<string>();
        foreach (var files in series)
        {
            var name = files.Key;
            var inspections = await shared.Reader.InspectAsync([.. files], Token);
            Assert.All(inspections, i => Assert.Null(i.Refusal));
            var assembly = SeriesAssembler.Assemble([.. inspections.Select(i => i.Header!)]);
            if (Codes.TryGetValue(name, out var code))
            {
                string[] codes = [.. assembly.Refusals.Select(r => r.Refusal.Code), .. assembly.Plans.SelectMany(p => p.Corrections)];
                Assert.Equal((name, code), (name, Assert.Single(codes)));
                outcomes.Add($"{name}: {code}");
                continue;
            }

            Assert.Empty(assembly.Refusals);
            var plan = Assert.Single(assembly.Plans);
            Assert.Empty(plan.Corrections);
            var (stored, values) = await ReadAsync(plan);
            var reference = Path.Combine(root, name + Suffix);
            if (File.Exists(reference))
            {
                outcomes.Add($"{name}: {Compare(name, NiftiTruth.Read(reference), stored, values)}");
            }
            else
            {
                // One volume under four compressions has no reference file; pydicom's sum of the RLE files stands for it.
                Assert.Contains("/compressed_", name, StringComparison.Ordinal);
                Assert.Equal(33_304_746, values.Sum(v => (double)v));
                compressed.Add(values);
                outcomes.Add($"{name}: exact");
            }
        }

        TestContext.Current.SendDiagnosticMessage(string.Join('\n', outcomes));
        Assert.Equal(16, outcomes.Count);
        Assert.All(compressed, c => Assert.Equal(compressed[0], c));
    }

    private static string Compare(string name, NiftiTruth truth, StoredVoxels stored, float[] values)
    {
        var expected = truth.On(stored.Geometry);
        var worst = values.Zip(expected, (v, e) => Math.Abs(v - e)).Max();
        var allowed = Tolerances.GetValueOrDefault(name) * expected.Max(Math.Abs);
        Assert.True(worst <= allowed, $"{name} differs by {worst} where {allowed} is allowed.");
        return worst == 0 ? "exact" : $"within {worst:G2} of {expected.Max(Math.Abs):G4}";
    }

    private async Task<(StoredVoxels Stored, float[] Values)> ReadAsync(SeriesPlan plan)
    {
        using var scratch = new ScratchFolder();
        var stored = await shared.Reader.ReadVolumeAsync(plan, scratch["v.npy"], Token);
        return (stored, stored.VoxelType == VoxelType.Int16
            ? Array.ConvertAll(NpyFile.Read<short>(scratch["v.npy"]), v => (float)v)
            : NpyFile.Read<float>(scratch["v.npy"]));
    }
}
