namespace MedMim.Imaging.Scans.Series;

/// <summary>
/// Where slices lie on a grid that they do not fit as they are: a tilted gantry shifts them within their plane, uneven
/// spacing moves them along the normal. Both are interpolated linearly.
/// </summary>
/// <param name="Rows">Rows of a slice as it is stored; the grid has more where slices are shifted.</param>
/// <param name="Columns">Columns of a slice as it is stored.</param>
/// <param name="Places">For each stored slice, ascending, the continuous index z at which it lies on the grid.</param>
/// <param name="RowShifts">For each stored slice, the continuous index y at which its first row lies; at least 0.</param>
/// <param name="ColumnShifts">For each stored slice, the continuous index x at which its first column lies; at least 0.</param>
public sealed record SliceResampling(
    int Rows,
    int Columns,
    IReadOnlyList<double> Places,
    IReadOnlyList<double> RowShifts,
    IReadOnlyList<double> ColumnShifts);
