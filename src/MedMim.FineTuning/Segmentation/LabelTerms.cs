using MedMim.Imaging.Segmentations;

namespace MedMim.FineTuning.Segmentation;

/// <summary>What a class is, in the words of a terminology (DICOM PS3.3 C.8.20.4).</summary>
/// <param name="Category">Segmented Property Category, such as SCT 49755003, Morphologically Abnormal Structure.</param>
/// <param name="Type">Segmented Property Type, such as SCT 108369006, Neoplasm.</param>
public sealed record LabelTerms(CodedTerm Category, CodedTerm Type);
