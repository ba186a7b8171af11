namespace MedMim.Evaluation.Probes;

/// <summary>Feature vectors, one a row, float32 in C order [rows, columns].</summary>
/// <param name="Values">The values.</param>
/// <param name="Columns">How many features a vector has, at least 1.</param>
public sealed record FeatureMatrix(float[] Values, int Columns)
{
    /// <summary>How many vectors there are.</summary>
    public int Rows => Values.Length / Columns;

    /// <summary>A vector.</summary>
    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Columns, Columns);

    /// <summary>Some of the vectors, in the order given.</summary>
    public FeatureMatrix Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var taken = new float[checked(rows.Count * Columns)];
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(taken.AsSpan(i * Columns, Columns));
        }

        return new(taken, Columns);
    }

    /// <summary>All vectors of several matrices, one after the other.</summary>
    /// <exception cref="ArgumentException">There is none, or their columns differ.</exception>
    public static FeatureMatrix Stack(IReadOnlyList<FeatureMatrix> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0 || parts.Any(p => p.Columns != parts[0].Columns))
        {
            throw new ArgumentException("Matrices to stack need equal columns.", nameof(parts));
        }

        var values = new float[checked((int)parts.Sum(p => (long)p.Values.Length))];
        var at = 0;
        foreach (var part in parts)
        {
            part.Values.CopyTo(values, at);
            at += part.Values.Length;
        }

        return new(values, parts[0].Columns);
    }
}
