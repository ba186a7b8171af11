namespace MedMim.Datasets.Tissue;

/// <summary>
/// Lung that reaches the edge of a crop: neither dense nor body yet, with little pure gas, and bounded by the body. The
/// foam of a table is as light as lung, but it is bounded by its shell, or mixed with the room's air.
/// </summary>
internal static class EdgeLung
{
    private const double LeastBodyContact = 0.6;
    private const double MostGasInLung = 0.15;

    /// <summary>Adds it to the body.</summary>
    public static void Add(VoxelSlices volume, BitMask body, BitMask dense)
    {
        var rest = BitMask.Neither(body, dense);
        var gas = Threshold.Below(volume, CtBody.GasThreshold);
        var pieces = Pieces.Of(rest);
        var found = new Piece[pieces.Runs];
        pieces.ForEach((run, z, y, begin, end) =>
        {
            ref var piece = ref found[pieces.PieceOf(run)];
            piece.Count += end - begin;
            piece.Gas += BitRow.Count(gas.Row(z, y), begin, end);
            piece.Touch(rest, body, z, y, begin - 1, begin);
            piece.Touch(rest, body, z, y, end, end + 1);
            piece.Touch(rest, body, z, y - 1, begin, end);
            piece.Touch(rest, body, z, y + 1, begin, end);
            piece.Touch(rest, body, z - 1, y, begin, end);
            piece.Touch(rest, body, z + 1, y, begin, end);
        });
        pieces.ForEach((run, z, y, begin, end) =>
        {
            if (found[pieces.PieceOf(run)].IsLung)
            {
                BitRow.Set(body.Row(z, y), begin, end);
            }
        });
    }

    private struct Piece
    {
        public long Count;
        public long Gas;
        private long contacts;
        private long bodyContacts;

        public readonly bool IsLung => Gas < MostGasInLung * Count && bodyContacts > LeastBodyContact * contacts;

        /// <summary>Counts faces between the piece and voxels beside it that are not of its kind.</summary>
        public void Touch(BitMask rest, BitMask body, int z, int y, int begin, int end)
        {
            var size = rest.Size;
            if (z < 0 || z >= size.Z || y < 0 || y >= size.Y || begin < 0 || end > size.X)
            {
                return;
            }

            contacts += end - begin - BitRow.Count(rest.Row(z, y), begin, end);
            bodyContacts += BitRow.Count(body.Row(z, y), begin, end);
        }
    }
}
