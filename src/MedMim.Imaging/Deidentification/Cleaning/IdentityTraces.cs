using System.Text;
using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Dicom.Text;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>
/// What a file says of people and places, gathered before it is changed, to find the same words where they do not
/// belong: a patient's name in a coil's name, a number of a record in a code.
/// </summary>
internal sealed class IdentityTraces
{
    private const int Shortest = 4;
    private const int ShortestNumber = 6;
    private static readonly char[] NameSeparators = ['^', '=', ' ', ',', '.', '-', '\\', '\u3000'];

    // Bytes as Latin-1, whatever they mean; and as the characters that they stand for.
    private readonly HashSet<string> _traces = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<SpecificCharacterSet> _sets = [SpecificCharacterSet.Of(string.Empty)];
    private readonly IReadOnlySet<ProfileOption> _options;

    private IdentityTraces(IReadOnlySet<ProfileOption> options) => _options = options;

    public static IdentityTraces Of(ElementSet dataset, IReadOnlySet<ProfileOption> options)
    {
        var traces = new IdentityTraces(options);
        traces.Gather(dataset, SpecificCharacterSet.Of(string.Empty));
        return traces;
    }

    /// <summary>Whether a text holds one of the words.</summary>
    /// <param name="text">Bytes as Latin-1, in the encoding of the file's header.</param>
    public bool IsIn(string text) => _traces.Any(t => text.Contains(t, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether bytes of an encoding that nothing declares hold one of the words.</summary>
    public bool AreIn(byte[] bytes) => UnknownText.Readings(bytes, _sets)
        .Any(r => IsIn(r) || _words.Any(w => r.Contains(w, StringComparison.OrdinalIgnoreCase)));

    private void Gather(ElementSet elements, SpecificCharacterSet inherited)
    {
        var set = elements.Text(DicomTags.SpecificCharacterSet) is { Length: > 0 } own ? SpecificCharacterSet.Of(own) : inherited;
        _sets.Add(set);
        foreach (var element in elements)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items)
                {
                    Gather(item, set);
                }
            }
            else if (element.Vr == DicomVr.PN)
            {
                Add(Texts.Of(element.Value).Split(NameSeparators, StringSplitOptions.RemoveEmptyEntries), _traces, Encoding.Latin1);
                Add(set.Decode(element.Value, element.Vr).Split(NameSeparators, StringSplitOptions.RemoveEmptyEntries), _words, Encoding.UTF8);
            }
            else if (Identifies(element))
            {
                Add(Texts.Values(element.Value), _traces, Encoding.Latin1);
                Add(set.Decode(element.Value, element.Vr).Split('\\'), _words, Encoding.UTF8);
            }
        }
    }

    // Descriptions are prose: their words are everybody's. What the table protects without an option to clean is not,
    // unless the policy keeps it.
    private bool Identifies(Element element) =>
        (Representations.IsFreeText(element.Vr) || element.Tag == Tags.PatientBirthDate)
        && ConfidentialityProfile.Find(element.Tag) is { } row && row.Options[(int)ProfileOption.CleanDescriptors] is null
        && row.ActionUnder(_options) is not (ProfileAction.Keep or ProfileAction.Clean);

    // What is short is in many texts by chance. Two ideographs are not short: what counts is bytes.
    private static void Add(IEnumerable<string> words, HashSet<string> target, Encoding encoding)
    {
        foreach (var word in words.Select(w => w.Trim(' ', '\0')))
        {
            var isNumber = word.All(c => char.IsAsciiDigit(c) || c == '.');
            if (encoding.GetByteCount(word) >= (isNumber ? ShortestNumber : Shortest) && !PlainWords.IsKnown(word) && !CodeTerms.IsKnown(word))
            {
                target.Add(word);
            }
        }
    }
}
