using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Pixels;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Deidentification.Rules;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Scans;

namespace MedMim.Imaging.Deidentification;

/// <summary>
/// De-identifies DICOM files: DICOM PS3.15 annex E, Basic Profile and options. Pixel data are copied byte by byte, whatever
/// their encoding. Works on the elements as they stand in the file, without a toolkit, so that no byte is written that
/// was not decided on.
/// </summary>
public sealed class Deidentifier
{
    /// <summary>The profile, with the standard's edition.</summary>
    public const string ProfileName = $"DICOM PS3.15 {ConfidentialityProfile.Edition} annex E, Basic Application Level Confidentiality Profile";

    /// <summary>Changes whenever the same file under the same policy may come out differently.</summary>
    public const int RulesVersion = 2;

    private const string EncapsulatedDocument = "1.2.840.10008.5.1.4.1.1.104.";
    private const string MediaDirectory = "1.2.840.10008.1.3.10";
    private readonly DeidentificationPolicy _policy;
    private readonly IReadOnlySet<ProfileOption> _options;
    private readonly IdentityKey _key;

    /// <param name="policy">What to keep.</param>
    /// <param name="secret">32 bytes, from which pseudonyms, UIDs and date shifts are made.</param>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public Deidentifier(DeidentificationPolicy policy, ReadOnlySpan<byte> secret)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policy = policy;
        _options = ProfileOptions.Of(policy);
        _key = new IdentityKey(secret);
    }

    /// <summary>De-identifies one file.</summary>
    /// <param name="source">A seekable stream at its beginning, of unknown origin.</param>
    /// <param name="target">Where the protected file is written; untouched if the file is refused.</param>
    /// <exception cref="RefusedException">The file is no DICOM file, broken, or may hold what cannot be removed.</exception>
    public DeidentifiedFile Deidentify(Stream source, Stream target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var file = ElementFileReader.Read(source);
        var original = file.Dataset;
        var sopClass = SopClassOf(file);
        var instance = First(original.Text(Tags.SopInstance), file.Meta.Text(new(0x0002, 0x0003)));
        if (instance.Length == 0)
        {
            throw new RefusedException(new(RefusalCodes.BrokenHeader, "It has no SOP Instance UID."));
        }

        BurnedInRisk.Check(original, sopClass, _policy.BurnedInText);
        PixelSurplus.Check(file);
        var patient = PatientIdentity.Of(original, _key);
        var traces = IdentityTraces.Of(original, _options);
        CompressedPixels.Check(file, traces);
        var rules = new DatasetRules(
            new RuleContext(_policy, _options, _key, ObjectTypes.Of(sopClass), traces, patient));
        var dataset = rules.Apply(original);
        var newInstance = NewUid(instance);
        var showsFace = RecognizableFeatures.MayShow(original);
        Finish(dataset, sopClass, newInstance, patient, showsFace);
        ElementFileWriter.Write(target, file with { Dataset = dataset }, sopClass, newInstance);
        return new DeidentifiedFile(
            patient.Pseudonym,
            _key.Pseudonym("study", original.Text(Tags.StudyInstance)),
            _key.Pseudonym("series", original.Text(Tags.SeriesInstance)),
            showsFace);
    }

    private static string SopClassOf(ElementFile file)
    {
        var sopClass = First(file.Dataset.Text(Tags.SopClass), file.Meta.Text(new(0x0002, 0x0002)));
        if (sopClass == MediaDirectory)
        {
            throw new RefusedException(new(RefusalCodes.Unsupported, "A DICOMDIR: it names files and patients, and nobody needs it."));
        }

        return ValueGrammar.IsStandardUid(sopClass) && ValueGrammar.IsStandardUid(file.Syntax)
            && !sopClass.StartsWith(EncapsulatedDocument, StringComparison.Ordinal)
                ? sopClass
                : throw new RefusedException(new(
                    RefusalCodes.Unsupported, "De-identification is not defined for documents, nor for makers' own kinds of object."));
    }

    private string NewUid(string uid) =>
        ValueGrammar.IsUid(uid) && (_policy.RetainUids || ValueGrammar.IsStandardUid(uid)) ? uid : _key.Uid(uid);

    private void Finish(ElementSet dataset, string sopClass, string instance, PatientIdentity patient, bool showsFace)
    {
        dataset.Set(Tags.SopClass, DicomVr.UI, sopClass);
        dataset.Set(Tags.SopInstance, DicomVr.UI, instance);
        dataset.Set(Tags.PatientId, DicomVr.LO, patient.Pseudonym);
        dataset.Set(Tags.PatientName, DicomVr.PN, patient.Pseudonym);
        dataset.Set(Tags.IdentityRemoved, DicomVr.CS, "YES");
        dataset.Set(Tags.Method, DicomVr.LO, $"MedMim, DICOM PS3.15 {ConfidentialityProfile.Edition} annex E");
        dataset.Set(new Element(Tags.MethodCodes, DicomVr.SQ)
        {
            Items = [.. ProfileOptions.CodesOf(_options).Select(c => new ElementSet()
                .Set(Tags.CodeValue, DicomVr.SH, c.Code)
                .Set(Tags.CodingScheme, DicomVr.SH, "DCM")
                .Set(Tags.CodeMeaning, DicomVr.LO, c.Meaning))],
        });
        dataset.Set(Tags.TemporalModified, DicomVr.CS, _policy.Dates switch
        {
            LongitudinalDates.Full => "UNMODIFIED",
            LongitudinalDates.Modified => "MODIFIED",
            _ => "REMOVED",
        });
        if (showsFace)
        {
            dataset.Set(Tags.RecognizableFeatures, DicomVr.CS, "YES");
        }
    }

    private static string First(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
