using System.Collections.Frozen;

namespace MedMim.Imaging.Segmentations;

/// <summary>
/// SNOMED CT terms that a label's name suggests: findings under Morphologically Abnormal Structure, organs under Anatomical
/// Structure (DICOM PS3.16 CID 7150, 7151, 7159). A name that says nothing known is a tissue.
/// </summary>
public static class SegmentTerms
{
    private static readonly CodedTerm Abnormal = new("49755003", "SCT", "Morphologically Abnormal Structure");
    private static readonly CodedTerm Anatomical = new("123037004", "SCT", "Anatomical Structure");
    private static readonly CodedTerm Tissue = new("85756007", "SCT", "Tissue");
    private static readonly CodedTerm Neoplasm = new("108369006", "SCT", "Neoplasm");
    private static readonly CodedTerm Edema = new("79654002", "SCT", "Edema");

    private static readonly FrozenDictionary<string, CodedTerm> Findings = new Dictionary<string, CodedTerm>(StringComparer.Ordinal)
    {
        ["tumour"] = Neoplasm, ["tumours"] = Neoplasm, ["tumor"] = Neoplasm, ["tumors"] = Neoplasm, ["neoplasm"] = Neoplasm,
        ["gtv"] = Neoplasm, ["cancer"] = Neoplasm, ["sarcoma"] = Neoplasm, ["glioma"] = Neoplasm, ["carcinoma"] = Neoplasm,
        ["metastasis"] = new("14799000", "SCT", "Neoplasm, Secondary"),
        ["metastases"] = new("14799000", "SCT", "Neoplasm, Secondary"),
        ["mass"] = new("4147007", "SCT", "Mass"),
        ["lesion"] = new("52988006", "SCT", "Lesion"), ["lesions"] = new("52988006", "SCT", "Lesion"),
        ["nodule"] = new("27925004", "SCT", "Nodule"), ["nodules"] = new("27925004", "SCT", "Nodule"),
        ["oedema"] = Edema, ["edema"] = Edema,
        ["necrosis"] = new("6574001", "SCT", "Necrosis"),
        ["cyst"] = new("367643001", "SCT", "Cyst"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CodedTerm> Organs = new Dictionary<string, CodedTerm>(StringComparer.Ordinal)
    {
        ["liver"] = new("10200004", "SCT", "Liver"),
        ["lung"] = new("39607008", "SCT", "Lung"), ["lungs"] = new("39607008", "SCT", "Lung"),
        ["kidney"] = new("64033007", "SCT", "Kidney"), ["kidneys"] = new("64033007", "SCT", "Kidney"),
        ["spleen"] = new("78961009", "SCT", "Spleen"),
        ["pancreas"] = new("15776009", "SCT", "Pancreas"),
        ["prostate"] = new("41216001", "SCT", "Prostate"),
        ["brain"] = new("12738006", "SCT", "Brain"),
        ["hippocampus"] = new("5366008", "SCT", "Hippocampus"),
        ["heart"] = new("80891009", "SCT", "Heart"),
        ["bladder"] = new("89837001", "SCT", "Bladder"),
        ["stomach"] = new("69695003", "SCT", "Stomach"),
        ["gallbladder"] = new("28231008", "SCT", "Gallbladder"),
        ["aorta"] = new("15825003", "SCT", "Aorta"),
        ["esophagus"] = new("32849002", "SCT", "Esophagus"), ["oesophagus"] = new("32849002", "SCT", "Esophagus"),
        ["colon"] = new("71854001", "SCT", "Colon"),
        ["breast"] = new("76752008", "SCT", "Breast"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Segmented Property Category of a label's name.</summary>
    public static CodedTerm Category(string label) => Find(Findings, label) is not null ? Abnormal
        : Find(Organs, label) is not null ? Anatomical
        : Tissue;

    /// <summary>
    /// Segmented Property Type of a label's name. A finding counts before the organ that it is in: <c>liver tumour</c>.
    /// </summary>
    public static CodedTerm Type(string label) => Find(Findings, label) ?? Find(Organs, label) ?? Tissue;

    private static CodedTerm? Find(FrozenDictionary<string, CodedTerm> terms, string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var words = label.Split([' ', '_', '-', '.', ',', '(', ')', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words.Select(w => terms.GetValueOrDefault(w)).FirstOrDefault(t => t is not null);
    }
}
