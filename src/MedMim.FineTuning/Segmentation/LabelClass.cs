using System.Text.Json.Serialization;

namespace MedMim.FineTuning.Segmentation;

/// <summary>
/// A class that the segmenter tells apart; the background (value 0) is always there and is not listed.
/// </summary>
/// <param name="Value">Its value in label volumes, 1 to 254.</param>
/// <param name="Name">Its name in reports, such as <c>tumour</c>.</param>
public sealed record LabelClass(int Value, string Name)
{
    /// <summary>The terms that a DICOM Segmentation gives it; null for those that its name suggests.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelTerms? Terms { get; init; }
}
