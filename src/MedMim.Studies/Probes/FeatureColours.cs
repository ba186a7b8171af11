using MedMim.Evaluation.Probes;
using MedMim.Imaging.Rendering;

namespace MedMim.Studies.Probes;

/// <summary>
/// Colours for features: the first three principal components become red, green and blue, each from its 2nd percentile over
/// the vectors that they were found on (dark) to its 98th (bright), so that a few odd voxels do not take the range.
/// </summary>
internal sealed class FeatureColours
{
    private const int Components = 3;
    private const double Tail = 0.02;

    private readonly FeatureScaling scaling;
    private readonly PrincipalComponents components;
    private readonly IntensityWindow[] ranges;

    private FeatureColours(FeatureScaling scaling, PrincipalComponents components, IntensityWindow[] ranges) =>
        (this.scaling, this.components, this.ranges) = (scaling, components, ranges);

    /// <summary>The share of all variance that each component has.</summary>
    public IReadOnlyList<double> Shares => components.Shares;

    /// <summary>Finds components and their ranges; every feature counts alike.</summary>
    public static FeatureColours Fit(FeatureMatrix training)
    {
        var scale = FeatureScaling.Fit(training);
        var scaled = scale.Apply(training);
        var found = PrincipalComponents.Fit(scaled, Math.Min(Components, training.Columns));
        var projected = found.Project(scaled);
        IntensityWindow Range(int component) => IntensityWindow.OfQuantiles(
            [.. Enumerable.Range(0, projected.Rows).Select(r => projected.Row(r)[component])], Tail, 1 - Tail);
        return new(scale, found, [.. Enumerable.Range(0, projected.Columns).Select(Range)]);
    }

    /// <summary>The colour of each vector.</summary>
    public Rgb[] Of(FeatureMatrix vectors)
    {
        var projected = components.Project(scaling.Apply(vectors));
        return [.. Enumerable.Range(0, projected.Rows).Select(r => new Rgb(Channel(projected.Row(r), 0), Channel(projected.Row(r), 1), Channel(projected.Row(r), 2)))];
    }

    private byte Channel(ReadOnlySpan<float> row, int component) => component < row.Length ? ranges[component].Map(row[component]) : (byte)0;
}
