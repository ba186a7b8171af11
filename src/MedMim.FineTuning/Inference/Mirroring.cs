namespace MedMim.FineTuning.Inference;

/// <summary>The mirror images that predictions are averaged over, numbered by bits: 1 for z, 2 for y, 4 for x.</summary>
internal static class Mirroring
{
    /// <summary>How many there are, the unmirrored one included.</summary>
    public static int Count(bool mirror) => mirror ? 8 : 1;

    /// <summary>The axes of a tensor [n, c, d, h, w] that an image is mirrored along.</summary>
    public static long[] Axes(int flips) => [.. new long[] { 2, 3, 4 }.Where((_, bit) => (flips & (1 << bit)) != 0)];
}
