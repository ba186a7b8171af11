using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Replacement;

namespace MedMim.Imaging.Deidentification.Rules;

/// <summary>What the rules need to know of the file at hand.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Options">Its options.</param>
/// <param name="Key">The secret.</param>
/// <param name="Types">What the file's kind of object requires.</param>
/// <param name="Traces">Words of the file that identify.</param>
/// <param name="Patient">Who it is about.</param>
internal sealed record RuleContext(
    DeidentificationPolicy Policy,
    IReadOnlySet<ProfileOption> Options,
    IdentityKey Key,
    ObjectTypes Types,
    IdentityTraces Traces,
    PatientIdentity Patient);
