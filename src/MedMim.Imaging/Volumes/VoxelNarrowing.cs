using System.Numerics;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Volumes;

/// <summary>
/// The integer-preserving rule of the store: voxels become 16-bit integers where every value, after rescaling, is an
/// integer that fits; 32-bit floating point otherwise. It looks at values, not at the file's type: 8-bit images and
/// floating-point files that hold integers become 16-bit integers too, and unsigned 16-bit files only where no value
/// passes 32767. Integers above 2²⁴ in magnitude are rounded to the nearest 32-bit float.
/// </summary>
public static class VoxelNarrowing
{
    /// <summary>Applies the rule.</summary>
    /// <param name="geometry">The grid.</param>
    /// <param name="values">Rescaled values, C order [z, y, x].</param>
    /// <returns>A <see cref="Volume{T}"/> of <see cref="short"/> or of <see cref="float"/>.</returns>
    /// <exception cref="RefusedException">A value is not a finite number, or is none as a 32-bit float: <c>not-finite</c>.</exception>
    public static IVolume Apply<T>(VolumeGeometry geometry, ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T> =>
        FitsInt16(values)
            ? new Volume<short>(geometry, ToInt16(values))
            : new Volume<float>(geometry, ToFinite(values));

    /// <summary>Whether every value is an integer from −32768 to 32767.</summary>
    public static bool FitsInt16<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        foreach (var value in values)
        {
            // A saturating conversion maps NaN to 0 and clips the rest, so that one comparison catches all misfits.
            if (T.CreateTruncating(short.CreateSaturating(value)) != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="FitsInt16"/>, many at a time.</summary>
    public static bool AreShorts(ReadOnlySpan<float> values)
    {
        var (low, high) = (new Vector<float>(short.MinValue), new Vector<float>(short.MaxValue));
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // Comparisons with NaN are false.
            var part = new Vector<float>(values[i..]);
            var fits = Vector.GreaterThanOrEqual(part, low) & Vector.LessThanOrEqual(part, high)
                & Vector.Equals(Vector.ConvertToSingle(Vector.ConvertToInt32(part)), part);
            if (!Vector.EqualsAll(fits, Vector<int>.AllBitsSet))
            {
                return false;
            }
        }

        return FitsInt16(values[i..]);
    }

    /// <summary>Numbers of which <see cref="AreShorts"/> holds, as such.</summary>
    public static void ToInt16(ReadOnlySpan<float> values, Span<short> target)
    {
        var i = 0;
        for (; i <= values.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            var low = Vector.ConvertToInt32(new Vector<float>(values[i..]));
            var high = Vector.ConvertToInt32(new Vector<float>(values[(i + Vector<float>.Count)..]));
            Vector.Narrow(low, high).CopyTo(target[i..]);
        }

        for (; i < values.Length; i++)
        {
            target[i] = (short)values[i];
        }
    }

    /// <summary>Refuses values that are not finite numbers.</summary>
    /// <exception cref="RefusedException">One is not: <c>not-finite</c>.</exception>
    public static void RequireFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new RefusedException(
                    new(RefusalCodes.NotFinite, "Some voxels are not finite numbers (NaN, infinity or beyond 32-bit floating point)."));
            }
        }
    }

    private static short[] ToInt16<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var result = GC.AllocateUninitializedArray<short>(values.Length);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = short.CreateTruncating(values[i]);
        }

        return result;
    }

    private static float[] ToFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var result = GC.AllocateUninitializedArray<float>(values.Length);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = float.CreateSaturating(values[i]);
        }

        RequireFinite(result);
        return result;
    }
}
