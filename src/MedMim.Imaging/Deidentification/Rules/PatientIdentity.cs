using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Replacement;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>Who a file is about, in replacements only.</summary>
/// <param name="Pseudonym">What stands for Patient ID and name.</param>
/// <param name="Days">By how many days the patient's dates move.</param>
internal sealed record PatientIdentity(string Pseudonym, int Days)
{
    /// <summary>
    /// By Patient ID (0010,0020); where it is empty, by name and birth date; where these are too, by study: two studies
    /// of one such patient then look like two patients.
    /// </summary>
    public static PatientIdentity Of(ElementSet dataset, IdentityKey key)
    {
        var id = dataset.Text(Tags.PatientId);
        var name = dataset.Text(Tags.PatientName);
        var identity = id.Length > 0 ? "id " + id
            : name.Length > 0 ? $"name {name} {dataset.Text(Tags.PatientBirthDate)}"
            : "study " + dataset.Text(Tags.StudyInstance);
        return new(key.Pseudonym("patient", identity), key.DateShift(identity));
    }
}
