namespace MedMim.Models.Networks;

/// <summary>One whole number for each spatial axis of a tensor [n, c, d, h, w]: a kernel size, a stride, a patch size.</summary>
/// <param name="Z">Along d.</param>
/// <param name="Y">Along h.</param>
/// <param name="X">Along w.</param>
public readonly record struct Axes(int Z, int Y, int X)
{
    /// <summary>The same number for every axis.</summary>
    public static Axes All(int value) => new(value, value, value);

    /// <summary>Product, axis by axis.</summary>
    public static Axes operator *(Axes a, Axes b) => new(a.Z * b.Z, a.Y * b.Y, a.X * b.X);

    /// <summary>Whether every axis is a multiple of the divisor's.</summary>
    public bool IsMultipleOf(Axes divisor) => Z % divisor.Z == 0 && Y % divisor.Y == 0 && X % divisor.X == 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Z}×{Y}×{X}";

    internal (long, long, long) ToLong() => (Z, Y, X);

    internal int Largest => Math.Max(Z, Math.Max(Y, X));

    internal int Smallest => Math.Min(Z, Math.Min(Y, X));
}
