namespace MedMim.Datasets.Tissue;

/// <summary>
/// Fills, in every slice z by itself, the background that does not reach the slice's edge. In three dimensions the
/// lungs are no hole (the airway leads outside), in a slice they are.
/// </summary>
internal static class SliceFill
{
    /// <summary>Fills in place.</summary>
    public static void Execute(BitMask mask) => Parallel.For(0, mask.Size.Z, z => Fill(mask, z));

    private static void Fill(BitMask mask, int z)
    {
        var size = mask.Size;
        var background = Pieces.OfBackground(mask, z);
        var outside = new bool[background.Runs];
        background.ForEach((run, _, y, begin, end) =>
            outside[background.PieceOf(run)] |= y == 0 || y == size.Y - 1 || begin == 0 || end == size.X);
        background.ForEach((run, _, y, begin, end) =>
        {
            if (!outside[background.PieceOf(run)])
            {
                BitRow.Set(mask.Row(z, y), begin, end);
            }
        });
    }
}
