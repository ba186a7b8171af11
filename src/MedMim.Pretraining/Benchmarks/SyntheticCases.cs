using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Benchmarks;

/// <summary>Made volumes in memory, for measurements: a noisy ball of tissue in air, its size drawn from the case's number.</summary>
internal sealed class SyntheticCases : IPreparedCases
{
    private readonly SortedDictionary<string, PreparedVolume> volumes = new(StringComparer.Ordinal);

    /// <param name="count">How many.</param>
    /// <param name="size">Voxels of each, [z, y, x].</param>
    public SyntheticCases(int count, GridSize size)
    {
        for (var i = 0; i < count; i++)
        {
            var id = FormattableString.Invariant($"made{i:D2}");
            volumes.Add(id, Ball(id, size, new RandomStream(new(1, "synthetic", Sample: i))));
        }
    }

    public IReadOnlyList<PreparedCase> Cases => [.. volumes.Values.Select(v => v.Case)];

    public IReadOnlyCollection<string> Ids => volumes.Keys;

    public PreparedVolume Load(string id) => volumes[id];

    private static PreparedVolume Ball(string id, GridSize size, RandomStream random)
    {
        var radius = random.NextDouble(0.6, 0.95);
        var image = new float[size.Count];
        var tissue = new byte[size.Count];
        for (var z = 0; z < size.Z; z++)
        {
            for (var y = 0; y < size.Y; y++)
            {
                for (var x = 0; x < size.X; x++)
                {
                    var distance = Math.Sqrt(Off(z, size.Z) + Off(y, size.Y) + Off(x, size.X)) / radius;
                    var at = size.Offset(z, y, x);
                    image[at] = (float)(Math.Cos(9 * distance) - 0.5 + (0.1 * random.NextDouble()));
                    tissue[at] = (byte)(distance < 0.95 ? TissueClass.Tissue : distance < 1.05 ? TissueClass.Boundary : TissueClass.Air);
                }
            }
        }

        return new(new(id, id, "MR", VolumeGeometry.Identity(size, new(1, 1, 1)), false), image, tissue, null);

        static double Off(int at, int length) => Math.Pow((2.0 * (at + 0.5) / length) - 1, 2);
    }
}
