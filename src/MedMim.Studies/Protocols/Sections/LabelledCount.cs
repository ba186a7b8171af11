using System.Globalization;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>How many labelled patients a segmenter is fine-tuned on.</summary>
/// <param name="Patients">The number, at least 1; null is all that there are.</param>
public readonly record struct LabelledCount(int? Patients)
{
    /// <summary>All of them.</summary>
    public static LabelledCount All => default;

    /// <summary>As in protocols and in names of folders: <c>all</c>, or the number.</summary>
    public override string ToString() => Patients?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
