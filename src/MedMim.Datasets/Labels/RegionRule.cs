using System.IO.Enumeration;

namespace MedMim.Datasets.Labels;

/// <summary>Which regions of a structure set, or segments of a segmentation, get which label value.</summary>
/// <param name="Pattern">Name of the region of interest; <c>*</c> and <c>?</c> stand for anything; case does not matter.</param>
/// <param name="Value">Label value, 1 to 254.</param>
public sealed record RegionRule(string Pattern, byte Value)
{
    /// <summary>Whether a region's name fits.</summary>
    public bool Fits(string name) => FileSystemName.MatchesSimpleExpression(Pattern, name.Trim(), ignoreCase: true);
}
