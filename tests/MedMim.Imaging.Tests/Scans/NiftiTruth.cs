using System.Buffers.Binary;
using System.IO.Compression;
using MedMim.Imaging.Volumes;

namespace MedMim.Imaging.Tests.Scans;

/// <summary>
/// The reference volumes, read by a few lines of their own so that no code under test judges itself: NIfTI-1, little
/// endian, sform. The affine is turned from RAS to LPS.
/// </summary>
internal sealed record NiftiTruth(VolumeGeometry Geometry, double[] Values)
{
    public static NiftiTruth Read(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        short Short(int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at));
        double Single(int at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at));
        Assert.Equal(348, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        var size = new GridSize(Short(46), Short(44), Short(42));
        var (axisX, axisY, axisZ, origin) = Short(254) > 0
            ? (Column(280, 0), Column(280, 1), Column(280, 2), Column(280, 3))
            : Quaternion();
        var geometry = new VolumeGeometry(
            size, new(axisX.Length, axisY.Length, axisZ.Length), origin,
            (1 / axisX.Length) * axisX, (1 / axisY.Length) * axisY, (1 / axisZ.Length) * axisZ);
        var start = (int)Single(108);
        var type = Short(70);
        var slope = Single(112);
        var intercept = Single(116);
        if (double.IsNaN(slope) || slope == 0)
        {
            (slope, intercept) = (1, 0);
        }

        var values = new double[size.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = slope * (type switch
            {
                2 => bytes[start + i],
                4 => Short(start + (2 * i)),
                512 => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(start + (2 * i))),
                8 => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start + (4 * i))),
                16 => Single(start + (4 * i)),
                64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(start + (8 * i))),
                _ => throw new NotSupportedException($"NIfTI type {type}"),
            }) + intercept;
        }

        return new(geometry, values);

        Vector3 Column(int at, int column) =>
            new(-Single(at + (4 * column)), -Single(at + 16 + (4 * column)), Single(at + 32 + (4 * column)));

        (Vector3 X, Vector3 Y, Vector3 Z, Vector3 Origin) Quaternion()
        {
            var (b, c, d) = (Single(256), Single(260), Single(264));
            var a = Math.Sqrt(Math.Max(0, 1 - (b * b) - (c * c) - (d * d)));
            var flip = Single(76) < 0 ? -1 : 1;
            var x = Single(80) * new Vector3(-((a * a) + (b * b) - (c * c) - (d * d)), -(2 * ((b * c) + (a * d))), 2 * ((b * d) - (a * c)));
            var y = Single(84) * new Vector3(-(2 * ((b * c) - (a * d))), -((a * a) + (c * c) - (b * b) - (d * d)), 2 * ((c * d) + (a * b)));
            var z = flip * Single(88) * new Vector3(-(2 * ((b * d) + (a * c))), -(2 * ((c * d) - (a * b))), (a * a) + (d * d) - (c * c) - (b * b));
            return (x, y, z, new(-Single(268), -Single(272), Single(276)));
        }
    }

    /// <summary>The truth's value at every voxel of another grid, whatever way round its axes are stored; grids must coincide.</summary>
    public double[] On(VolumeGeometry grid, double tolerance = 0.02)
    {
        Assert.Equal(grid.Size.Count, Geometry.Size.Count);
        var result = new double[grid.Size.Count];
        for (var z = 0; z < grid.Size.Z; z++)
        {
            for (var y = 0; y < grid.Size.Y; y++)
            {
                for (var x = 0; x < grid.Size.X; x++)
                {
                    var (tz, ty, tx) = Geometry.ToIndex(grid.ToPhysical(z, y, x));
                    var (iz, iy, ix) = ((int)Math.Round(tz), (int)Math.Round(ty), (int)Math.Round(tx));
                    Assert.True(
                        Math.Abs(tz - iz) < tolerance && Math.Abs(ty - iy) < tolerance && Math.Abs(tx - ix) < tolerance,
                        $"Voxel [{z}, {y}, {x}] lies at [{tz}, {ty}, {tx}] of the truth.");
                    result[grid.Size.Offset(z, y, x)] = Values[Geometry.Size.Offset(iz, iy, ix)];
                }
            }
        }

        return result;
    }
}
