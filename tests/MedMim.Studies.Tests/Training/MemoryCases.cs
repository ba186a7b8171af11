using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Studies.Tests.Training;

/// <summary>Prepared cases in memory: noisy scans with a bright ball each, which is the label.</summary>
internal sealed class MemoryCases(int count, GridSize size) : IPreparedCases
{
    private readonly SortedDictionary<string, PreparedVolume> volumes = new(
        Enumerable.Range(0, count).Select(i => Ball($"case{i}", size, new(new StreamKey(2, "test.cases", Sample: i))))
            .ToDictionary(v => v.Case.Id, StringComparer.Ordinal),
        StringComparer.Ordinal);

    public IReadOnlyList<PreparedCase> Cases => [.. volumes.Values.Select(v => v.Case)];

    public IReadOnlyList<string> Ids => [.. volumes.Keys];

    public PreparedVolume Load(string id) => volumes[id];

    private static PreparedVolume Ball(string id, GridSize size, RandomStream random)
    {
        var (image, label, tissue) = (new float[size.Count], new byte[size.Count], new byte[size.Count]);
        Array.Fill(tissue, (byte)TissueClass.Tissue);
        for (var i = 0; i < image.Length; i++)
        {
            var (z, y, x) = (i / (size.Y * size.X), i / size.X % size.Y, i % size.X);
            var inside = Math.Pow(z - (size.Z / 2), 2) + Math.Pow(y - (size.Y / 2), 2) + Math.Pow(x - (size.X / 2), 2) < 20;
            label[i] = inside ? (byte)1 : (byte)0;
            image[i] = (float)((inside ? 2 : 0) + (0.3 * random.NextGaussian()));
        }

        return new(new(id, "patient-" + id, "MR", VolumeGeometry.Identity(size, new(1, 1, 1)), true), image, tissue, label);
    }
}
