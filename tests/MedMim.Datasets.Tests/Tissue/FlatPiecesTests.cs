using CsCheck;
using MedMim.Datasets.Preparation;
using MedMim.Datasets.Sampling;
using MedMim.Datasets.Store;
using MedMim.Datasets.Tissue;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Tissue;

public class FlatPiecesTests
{
    private const byte Absent = (byte)TissueClass.Absent;

    /// <summary>The definition, voxel by voxel, against the runs and bits.</summary>
    [Fact]
    public void PiecesAreThoseOfTheDefinition() =>
        Gen.Select(Gen.Int[8, 14], Gen.Int[8, 14], Gen.Int[8, 70], Gen.ULong).Sample(
            (depth, height, width, seed) =>
            {
                var size = new GridSize(depth, height, width);
                var volume = Noise(size, seed, values: 1000);
                var random = new RandomStream(new(seed, "boxes"));
                for (var box = 0; box < 4; box++)
                {
                    Fill(volume, Side(size.Z), Side(size.Y), Side(size.X), random.NextInt32(3));
                }

                var classes = new Volume<byte>(volume.Geometry);
                var count = FlatPieces.Mark(volume, classes, Absent);
                var expected = Expected(volume);
                Assert.Equal(expected, classes.Voxels.Select(c => c == Absent));
                Assert.Equal(expected.Count(e => e), count);

                (int, int) Side(int length)
                {
                    var first = random.NextInt32(length);
                    return (first, first + 1 + random.NextInt32(length - first));
                }
            },
            iter: 100);

    [Fact]
    public void ADefacedScanLacksItsFaceAndAPaddedOneItsCornersWhateverIsAround()
    {
        var volume = Noise(new(40, 40, 40), 1, values: 1000);
        Fill(volume, (5, 20), (0, 12), (10, 30), -1); // a face cut away, at the border, within noise
        Fill(volume, (25, 40), (25, 40), (0, 40), -2000); // padding
        var tissue = new Volume<byte>(volume.Geometry, [.. volume.Voxels.Select(_ => (byte)TissueClass.Tissue)]);
        var prepared = new Preparer(new() { CropMargin = null }).Prepare(volume, "MR", tissue);
        long[] cut = [15 * 12 * 20, 15 * 15 * 40];
        Assert.Equal(cut.Sum(), prepared.Record.AbsentVoxels);
        Assert.Equal(cut.Sum(), prepared.Tissue.Voxels.LongCount(v => v == Absent));

        // Neither belongs to the body's moments, and neither counts in a crop.
        Assert.InRange(prepared.Record.Scale.Mean, 480, 520);
        var patch = PatchCropper.Crop(prepared.ToVolume("a", "MR"), (0, 0, 0), new(40, 40, 40));
        Assert.Equal(cut.Sum(), patch.Present.LongCount(p => p == 0));
        Assert.DoesNotContain(Absent, patch.Tissue);
        Assert.Equal(prepared.Image.Voxels, patch.Image);
    }

    [Fact]
    public void NoiseThatWasCutOffAtZeroIsThere()
    {
        var volume = Noise(new(40, 40, 40), 2, values: 3); // a third of it 0
        Assert.Equal(0, FlatPieces.Mark(volume, new(volume.Geometry), Absent));
    }

    [Fact]
    public void AScanOfOneValueIsAllAbsentAndStillPrepared()
    {
        var volume = new Volume<float>(VolumeGeometry.Identity(new(10, 10, 10), new(1, 1, 1)));
        var prepared = new Preparer(new()).Prepare(volume, "MR");
        Assert.Equal(1000, prepared.Record.AbsentVoxels);
        Assert.All(prepared.Image.Voxels, v => Assert.Equal(0, v));
    }

    [Fact]
    public void OutsideOfAStrippedHeadNothingIsThereAndTheBrainIs()
    {
        var folder = RealScans.Path("ci", "NC_tumour_brats", "brats_2013_pat0006_1");
        var brain = VolumeFile.ReadLabel(Path.Combine(folder, "brainmask.nii.gz")).Voxels;
        var scan = VolumeFile.ReadFloat(Path.Combine(folder, "T1c_subtrMeanDivStd.nii.gz"));
        var classes = new Volume<byte>(scan.Geometry);
        FlatPieces.Mark(scan, classes, Absent);
        var outside = brain.Count(b => b == 0);

        // The published mask is a few voxels larger than the published brain.
        Assert.True(classes.Voxels.Zip(brain, (c, b) => c == Absent && b != 0).Count(v => v) < 0.002 * (brain.Length - outside));
        Assert.True(classes.Voxels.Count(c => c == Absent) > 0.98 * outside);
    }

    [Theory]
    [InlineData("STS_008", "CT")]
    [InlineData("STS_025", "CT")]
    [InlineData("STS_008", "MR_T1")]
    [InlineData("STS_025", "MR_T1")]
    public void NoTumourIsAbsent(string patient, string name)
    {
        var folder = RealScans.Path("ci", "tumour_sts", "nifti", patient);
        var mask = VolumeFile.ReadLabel(Path.Combine(folder, name + "_mask.nii.gz"));
        var scan = VolumeFile.ReadFloat(Path.Combine(folder, name + "_image.nii.gz"));
        var classes = new Volume<byte>(scan.Geometry);
        FlatPieces.Mark(scan, classes, Absent);
        Assert.Equal(0, classes.Voxels.Zip(mask.Voxels, (c, m) => c == Absent && m != 0).Count(v => v));
    }

    private static Volume<float> Noise(GridSize size, ulong seed, int values)
    {
        var volume = new Volume<float>(VolumeGeometry.Identity(size, new(1, 1, 1)));
        var random = new RandomStream(new(seed, "noise"));
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = random.NextInt32(values);
        }

        return volume;
    }

    private static void Fill(Volume<float> volume, (int First, int End) z, (int First, int End) y, (int First, int End) x, float value)
    {
        for (var iz = z.First; iz < z.End; iz++)
        {
            for (var iy = y.First; iy < y.End; iy++)
            {
                volume.Voxels.AsSpan((int)volume.Geometry.Size.Offset(iz, iy, x.First), x.End - x.First).Fill(value);
            }
        }
    }

    private static bool[] Expected(Volume<float> volume)
    {
        var size = volume.Geometry.Size;
        var near = Enumerable.Range(0, volume.Voxels.Length).Select(Near).ToArray();
        var within = near.Select((n, i) => n.All(j => volume.Voxels[j] == volume.Voxels[i])).ToArray();
        var (result, seen) = (new bool[within.Length], new bool[within.Length]);
        for (var i = 0; i < within.Length; i++)
        {
            if (within[i] && !seen[i])
            {
                seen[i] = true;
                List<int> piece = [i];
                for (var at = 0; at < piece.Count; at++)
                {
                    var next = near[piece[at]].Where(j => within[j] && !seen[j]).ToArray();
                    Array.ForEach(next, j => seen[j] = true);
                    piece.AddRange(next);
                }

                if (piece.Count >= FlatPieces.FewestVoxels)
                {
                    piece.SelectMany(Around).Where(j => volume.Voxels[j] == volume.Voxels[i]).ToList().ForEach(j => result[j] = true);
                }
            }
        }

        return result;

        IEnumerable<int> Around(int i) =>
            from z in Enumerable.Range((i / (size.Y * size.X)) - 1, 3)
            from y in Enumerable.Range((i / size.X % size.Y) - 1, 3)
            from x in Enumerable.Range((i % size.X) - 1, 3)
            where z >= 0 && z < size.Z && y >= 0 && y < size.Y && x >= 0 && x < size.X
            select (int)size.Offset(z, y, x);

        List<int> Near(int i)
        {
            var (z, y, x) = (i / (size.Y * size.X), i / size.X % size.Y, i % size.X);
            List<int> found = [];
            (bool There, int Offset)[] all =
            [
                (z > 0, -size.Y * size.X), (z + 1 < size.Z, size.Y * size.X), (y > 0, -size.X), (y + 1 < size.Y, size.X),
                (x > 0, -1), (x + 1 < size.X, 1),
            ];
            found.AddRange(all.Where(a => a.There).Select(a => i + a.Offset));
            return found;
        }
    }
}
