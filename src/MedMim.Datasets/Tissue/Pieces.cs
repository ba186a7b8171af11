namespace MedMim.Datasets.Tissue;

/// <summary>
/// Connected pieces of a mask (sharing faces), by joining runs of voxels along x: memory and time go with the number of
/// runs, not of voxels. (Rosenfeld and Pfaltz 1966, on runs, with union-find.)
/// </summary>
internal sealed class Pieces
{
    private readonly BitMask mask;
    private readonly int firstSlice;
    private readonly List<int> begins = [];
    private readonly List<int> ends = [];
    private readonly List<int> parents = [];
    private readonly int[] rowStarts;

    private Pieces(BitMask mask, int firstSlice, int slices, bool background)
    {
        (this.mask, this.firstSlice) = (mask, firstSlice);
        var height = mask.Size.Y;
        rowStarts = new int[(slices * height) + 1];
        for (var row = 0; row < slices * height; row++)
        {
            rowStarts[row] = begins.Count;
            AddRuns(mask.Row((firstSlice * height) + row), background);
            rowStarts[row + 1] = begins.Count;
            if (row % height > 0)
            {
                Join(row - 1, row);
            }

            if (row >= height)
            {
                Join(row - height, row);
            }
        }
    }

    /// <summary>How many runs there are.</summary>
    public int Runs => begins.Count;

    /// <summary>Pieces of the whole mask, in three dimensions.</summary>
    public static Pieces Of(BitMask mask) => new(mask, 0, mask.Size.Z, background: false);

    /// <summary>Pieces of what is not set in one slice.</summary>
    public static Pieces OfBackground(BitMask mask, int z) => new(mask, z, 1, background: true);

    /// <summary>
    /// The largest connected piece (sharing faces), and others of at least <paramref name="share"/> of its size: two legs
    /// are two pieces.
    /// </summary>
    public static BitMask Largest(BitMask mask, double share)
    {
        var pieces = Of(mask);
        var sizes = pieces.Sizes();
        var smallest = share * (sizes.Length == 0 ? 0 : sizes.Max());
        var result = new BitMask(mask.Size);
        pieces.ForEach((run, z, y, begin, end) =>
        {
            if (sizes[pieces.PieceOf(run)] >= smallest)
            {
                BitRow.Set(result.Row(z, y), begin, end);
            }
        });
        return result;
    }

    /// <summary>The voxels of each piece, at the piece's number; 0 at numbers that name none.</summary>
    public long[] Sizes()
    {
        var sizes = new long[Runs];
        ForEach((run, _, _, begin, end) => sizes[PieceOf(run)] += end - begin);
        return sizes;
    }

    /// <summary>A number for the piece that a run belongs to, below <see cref="Runs"/>.</summary>
    public int PieceOf(int run)
    {
        while (parents[run] != run)
        {
            parents[run] = parents[parents[run]];
            run = parents[run];
        }

        return run;
    }

    /// <summary>Calls <paramref name="visit"/>(run, z, y, begin, end) for every run, in the order of its voxels.</summary>
    public void ForEach(Action<int, int, int, int, int> visit)
    {
        for (var row = 0; row < rowStarts.Length - 1; row++)
        {
            for (var run = rowStarts[row]; run < rowStarts[row + 1]; run++)
            {
                visit(run, firstSlice + (row / mask.Size.Y), row % mask.Size.Y, begins[run], ends[run]);
            }
        }
    }

    private void AddRuns(ReadOnlySpan<ulong> row, bool background)
    {
        var (flip, width) = (background ? ulong.MaxValue : 0, mask.Size.X);
        for (var x = BitRow.Next(row, 0, width, flip); x < width;)
        {
            var end = BitRow.Next(row, x, width, ~flip);
            begins.Add(x);
            ends.Add(end);
            parents.Add(parents.Count);
            x = BitRow.Next(row, end, width, flip);
        }
    }

    // Runs of two rows that overlap belong together; both rows' runs ascend.
    private void Join(int above, int below)
    {
        var (a, b) = (rowStarts[above], rowStarts[below]);
        while (a < rowStarts[above + 1] && b < rowStarts[below + 1])
        {
            if (begins[a] < ends[b] && begins[b] < ends[a])
            {
                var (first, second) = (PieceOf(a), PieceOf(b));
                parents[Math.Max(first, second)] = Math.Min(first, second);
            }

            if (ends[a] < ends[b])
            {
                a++;
            }
            else
            {
                b++;
            }
        }
    }
}
