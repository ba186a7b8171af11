using System.Runtime.InteropServices;
using CsCheck;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans.Pixels;

namespace MedMim.Imaging.Tests.Scans.Pixels;

public sealed class SliceVoxelsTests
{
    private static readonly double[] Slopes = [1, 2, 0.37];
    private static readonly double[] Intercepts = [0, -1024, 0.5, 4194304, 16777216];

    private static readonly Gen<PixelFormat> Formats =
        from bits in Gen.Int[1, 16]
        from high in Gen.Int[bits - 1, 15]
        from signed in Gen.Bool
        select new PixelFormat(1, 1, 1, 1, 16, bits, high, signed, "MONOCHROME2");

    // Rescaled in double precision and rounded once, whichever way is taken (PS3.3 C.7.6.16.2.9).
    [Fact]
    public void AreStoredValuesRescaled() =>
        Gen.Select(Formats, Gen.UShort.Array[1, 50], Gen.Int[0, 2].Select(i => Slopes[i]), Gen.Int[0, 4].Select(i => Intercepts[i]), Gen.Bool)
            .Sample((format, words, slope, intercept, inverted) =>
            {
                var voxels = new float[words.Length];
                SliceVoxels.Fill(
                    voxels, MemoryMarshal.AsBytes<ushort>(words), format, new PixelTransform(slope, intercept, inverted, false));

                var lowest = format.Signed ? -(1L << (format.BitsStored - 1)) : 0;
                var range = (1L << format.BitsStored) - 1;
                var expected = words.Select(word =>
                {
                    var stored = (word >> (format.HighBit + 1 - format.BitsStored)) & range;
                    stored = format.Signed && stored > range / 2 ? stored - range - 1 : stored;
                    stored = inverted ? (2 * lowest) + range - stored : stored;
                    return (float)((stored * slope) + intercept);
                });
                Assert.Equal(expected, voxels);
            });
}
