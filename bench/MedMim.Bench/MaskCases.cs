using System.Text.Json;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Bench;

/// <summary>A real label volume and a made prediction of it.</summary>
/// <param name="Name">What it is called in the scratch folder.</param>
/// <param name="Set">The data set.</param>
/// <param name="Reference">The labels.</param>
/// <param name="Prediction">The labels a voxel aside along z and y and two along x; in every second set of cases with every 41st voxel missing.</param>
/// <param name="Labels">The label values.</param>
internal sealed record MaskCase(string Name, string Set, Volume<byte> Reference, Volume<byte> Prediction, IReadOnlyList<byte> Labels);

/// <summary>The label volumes of the experiments' data.</summary>
internal static class MaskCases
{
    private static readonly (string Set, string Pattern)[] Sets = [("hippocampus", "hippocampus_*.nii.gz"), ("sts_mr", "*_mask.nii.gz")];

    public static IReadOnlyList<MaskCase> Load(string data, int most) =>
    [
        .. Sets.SelectMany(s => Directory.EnumerateFiles(Path.Combine(data, "experiments", s.Set), s.Pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("images", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Take(most).SelectMany((f, i) => (MaskCase[])[Case(f, s.Set, i, holes: false), Case(f, s.Set, i, holes: true)])),
    ];

    /// <summary>Writes them as arrays that numpy reads, and <c>cases.json</c> beside them.</summary>
    public static void Write(IReadOnlyList<MaskCase> cases, string folder)
    {
        foreach (var c in cases)
        {
            NpyFile.Write(Path.Combine(folder, c.Name + "-reference.npy"), c.Reference);
            NpyFile.Write(Path.Combine(folder, c.Name + "-prediction.npy"), c.Prediction);
        }

        File.WriteAllText(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(cases.Select(c => new
        {
            c.Name, Labels = c.Labels.Select(l => (int)l), Spacing = new[] { Spacing(c).Z, Spacing(c).Y, Spacing(c).X },
        })));
    }

    private static Vector3 Spacing(MaskCase c) => c.Reference.Geometry.Spacing;

    private static MaskCase Case(string file, string set, int index, bool holes)
    {
        var reference = VolumeFile.ReadLabel(file);
        var (size, prediction) = (reference.Geometry.Size, new Volume<byte>(reference.Geometry));
        for (var (z, i) = (1, 0); z < size.Z; z++)
        {
            for (var y = 1; y < size.Y; y++)
            {
                for (var x = 2; x < size.X; x++, i++)
                {
                    prediction[z, y, x] = holes && i % 41 == 0 ? (byte)0 : reference[z - 1, y - 1, x - 2];
                }
            }
        }

        byte[] labels = [.. reference.Voxels.ToArray().Where(v => v > 0).Distinct().Order()];
        return new($"{set}-{index:000}{(holes ? "-holes" : string.Empty)}", set + (holes ? ", with holes" : string.Empty), reference, prediction, labels);
    }
}
