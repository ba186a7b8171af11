using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Tests.Workers;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans.Headers;

/// <summary>Siemens mosaics, made with a CSA header as scanners write it.</summary>
[Collection(WorkerCollection.Name)]
public sealed class MosaicTests(SharedReader shared)
{
    private const int Tiles = 5;

    private static byte[] Csa(params (string Name, string[] Values)[] tags)
    {
        using var stream = new MemoryStream();
        void Number(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            stream.Write(bytes);
        }

        void Text(string text, int length)
        {
            var bytes = new byte[length];
            Encoding.Latin1.GetBytes(text).CopyTo(bytes, 0);
            stream.Write(bytes);
        }

        Text("SV10", 4);
        Number(0x01020304);
        Number(tags.Length);
        Number(77);
        foreach (var (name, values) in tags)
        {
            Text(name, 64);
            Number(values.Length);
            Text("FD", 4);
            Number(4);
            Number(values.Length + 1);
            Number(77);
            foreach (var value in values.Append(string.Empty))
            {
                var length = value.Length == 0 ? 0 : value.Length + 1;
                Number(length);
                Number(length);
                Number(77);
                Number(length);
                Text(value, (length + 3) / 4 * 4);
            }
        }

        return stream.ToArray();
    }

    // Tiles of 4 rows and 5 columns, three by three, the last four empty. Tile k holds 100 k + 10 y + x + 1000 t.
    private static (DicomDataset Dataset, short[] Pixels) Mosaic(int time, double normalZ, byte[]? csa = null)
    {
        var dataset = GeneratedSeries.Slice(time, 0)
            .SetText(DicomTags.ImageType, DicomVr.CS, "ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC")
            .SetIntegers(DicomTags.AcquisitionNumber, time + 1)
            .SetShorts(DicomTags.Rows, 12)
            .SetShorts(DicomTags.Columns, 15)
            .SetDecimals(DicomTags.PixelSpacing, 2, 3)
            .SetDecimals(DicomTags.SpacingBetweenSlices, 4.4)
            .SetDecimals(DicomTags.ImagePositionPatient, -20, -30, 7)
            .SetText(new(0x0029, 0x0010), DicomVr.LO, "SIEMENS CSA HEADER");
        dataset.Set(new(new(0x0029, 0x1010), DicomVr.OB)
        {
            Bytes = csa ?? Csa(
                ("EchoLinePosition", ["32"]),
                ("NumberOfImagesInMosaic", [Tiles.ToString(CultureInfo.InvariantCulture)]),
                ("SliceNormalVector", ["0.00000000", "0.00000000", normalZ.ToString("F8", CultureInfo.InvariantCulture)])),
        });
        var pixels = new short[12 * 15];
        for (var k = 0; k < Tiles; k++)
        {
            for (var i = 0; i < 20; i++)
            {
                var (y, x) = (i / 5, i % 5);
                pixels[(((k / 3 * 4) + y) * 15) + (k % 3 * 5) + x] = (short)((1000 * time) + (100 * k) + (10 * y) + x);
            }
        }

        return (dataset, pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]    // Tiles from head to feet: the volume's own order is along its normal.
    public async Task Every_time_point_is_a_volume(int sense)
    {
        using var series = new GeneratedSeries(shared);
        for (var t = 0; t < 3; t++)
        {
            var (dataset, pixels) = Mosaic(t, sense);
            series.Add<short>(dataset, pixels);
        }

        var volumes = await series.ReadAllAsync();
        Assert.Equal(3, volumes.Count);
        for (var t = 0; t < 3; t++)
        {
            var (plan, stored, values) = volumes[t];
            Assert.Equal([Corrections.StackSplit], plan.Corrections);

            // The picture's first pixel is 1.5 tiles less half a tile, one tile in each direction, from the slice's.
            var origin = new Vector3(-20 + (3 * 5), -30 + (2 * 4), sense > 0 ? 7 : 7 - (4 * 4.4));
            var expected = new VolumeGeometry(new(Tiles, 4, 5), new(3, 2, 4.4), origin, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));
            Assert.True(stored.Geometry.CoincidesWith(expected, 1e-9), stored.Geometry.ToString());
            for (var z = 0; z < Tiles; z++)
            {
                var tile = sense > 0 ? z : Tiles - 1 - z;
                Assert.Equal(
                    Enumerable.Range(0, 20).Select(i => (float)((1000 * t) + (100 * tile) + (10 * (i / 5)) + (i % 5))),
                    values[(20 * z)..(20 * (z + 1))]);
            }
        }
    }

    [Fact]
    public async Task A_mosaic_that_does_not_say_how_it_is_laid_out()
    {
        byte[] normalOnly = Csa(("SliceNormalVector", ["0", "0", "1"]));
        byte[] damaged = Csa(("NumberOfImagesInMosaic", ["5"]), ("SliceNormalVector", ["0", "0", "1"]))[..150];
        byte[] wrongNormal = Csa(("NumberOfImagesInMosaic", ["5"]), ("SliceNormalVector", ["1", "0", "0"]));
        using var series = new GeneratedSeries(shared);
        var time = 0;
        foreach (var csa in new[] { [], normalOnly, damaged, wrongNormal })
        {
            var (dataset, pixels) = Mosaic(time++, 1, csa);
            series.Add<short>(dataset, pixels);
        }

        var codes = (await series.InspectAsync()).Select(i => i.Refusal?.Code);
        Assert.Equal([RefusalCodes.NoGeometry, RefusalCodes.NoGeometry, RefusalCodes.NoGeometry, RefusalCodes.BrokenHeader], codes);
    }

    [Fact]
    public async Task The_number_of_tiles_from_the_private_tag()
    {
        using var series = new GeneratedSeries(shared);
        var (dataset, pixels) = Mosaic(0, 1, Csa(("SliceNormalVector", ["0", "0", "1"])));
        dataset.SetText(new(0x0019, 0x0010), DicomVr.LO, "SIEMENS MR HEADER").SetShorts(new(0x0019, 0x100A), Tiles);
        series.Add<short>(dataset, pixels);
        var (_, stored, _) = await series.ReadAsync();
        Assert.Equal(new GridSize(Tiles, 4, 5), stored.Geometry.Size);
    }
}
