using MedMim.Datasets.Store;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.FineTuning.Benchmarks;

/// <summary>A scan as a store keeps it, made slice by slice: a cylinder of noise in air, 16-bit integers.</summary>
internal static class MadeScan
{
    public static StoredScan Write(string folder, GridSize size)
    {
        var (image, tissue) = (Path.Combine(folder, "scan.npy"), Path.Combine(folder, "scan.tissue.npy"));
        using (FileStream voxels = File.Create(image), classes = File.Create(tissue))
        {
            var writer = new NpySliceWriter(voxels, size);
            classes.Write(NpyFile.HeaderOf<byte>(size.Z, size.Y, size.X));
            var (slice, body) = (new float[size.Y * size.X], new byte[size.Y * size.X]);
            for (var z = 0; z < size.Z; z++)
            {
                Fill(slice, body, size, z);
                writer.Add(slice);
                classes.Write(body);
            }

            writer.Finish();
        }

        return new("scan", "CT", VolumeGeometry.Identity(size, new(1, 1, 1)), VoxelType.Int16, image, tissue);
    }

    private static void Fill(float[] slice, byte[] body, GridSize size, int z)
    {
        var random = new RandomStream(new StreamKey(1, "bench.scan", Sample: z));
        for (var i = 0; i < slice.Length; i++)
        {
            var (y, x) = ((((double)(i / size.X)) / size.Y) - 0.5, (((double)(i % size.X)) / size.X) - 0.5);
            var inside = (y * y) + (x * x) < 0.16;
            slice[i] = inside ? random.NextInt32(400) - 150 : random.NextInt32(40) - 1000;
            body[i] = (byte)(inside ? TissueClass.Tissue : TissueClass.Air);
        }
    }
}
