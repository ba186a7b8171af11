using MedMim.Datasets.Preparation;
using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Volumes;

namespace MedMim.Pretraining.Tests;

/// <summary>
/// Small volumes in memory: a bright ball with a dark core in air, its place and radius drawn from the seed. A network can
/// learn what the hidden part of a ball looks like.
/// </summary>
internal sealed class BlobCases : IPreparedCases
{
    private readonly SortedDictionary<string, PreparedVolume> volumes = new(StringComparer.Ordinal);

    public BlobCases(int count, int side = 24)
    {
        for (var i = 0; i < count; i++)
        {
            var id = FormattableString.Invariant($"blob{i:D2}");
            volumes.Add(id, Blob(id, side, new RandomStream(new(7, "blob", Sample: i))));
        }
    }

    public IReadOnlyList<PreparedCase> Cases => [.. volumes.Values.Select(v => v.Case)];

    public IReadOnlyCollection<string> Ids => volumes.Keys;

    public PreparedVolume Load(string id) => volumes[id];

    /// <summary>Puts a value that is not a number into a case.</summary>
    public void Spoil(string id)
    {
        var volume = volumes[id];
        var image = volume.Image.ToArray();
        image.AsSpan().Fill(float.NaN);
        volumes[id] = volume with { Image = image };
    }

    private static PreparedVolume Blob(string id, int side, RandomStream random)
    {
        var size = new GridSize(side, side, side);
        var (cz, cy, cx, radius) = (Near(), Near(), Near(), side * random.NextDouble(0.25, 0.4));
        var image = new float[size.Count];
        var tissue = new byte[size.Count];
        for (var i = 0; i < image.Length; i++)
        {
            var (z, y, x) = (i / (side * side), i / side % side, i % side);
            var distance = Math.Sqrt(((z - cz) * (z - cz)) + ((y - cy) * (y - cy)) + ((x - cx) * (x - cx))) / radius;
            image[i] = (float)((distance < 0.5 ? -1 : distance < 1 ? 1.5 : -0.5) + (0.05 * random.NextGaussian()));
            tissue[i] = (byte)(distance < 0.9 ? TissueClass.Tissue : distance < 1.1 ? TissueClass.Boundary : TissueClass.Air);
        }

        return new(new(id, id, "MR", VolumeGeometry.Identity(size, new(1, 1, 1)), false), image, tissue, null);

        double Near() => side * random.NextDouble(0.4, 0.6);
    }
}
