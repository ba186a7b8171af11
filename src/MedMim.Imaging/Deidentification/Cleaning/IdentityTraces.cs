using MedMim.Imaging.Deidentification.Elements;
using MedMim.Imaging.Deidentification.Profile;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>
/// What a file says of people and places, gathered before it is changed, to find the same words where they do not
/// belong: a patient's name in a coil's name, a number of a record in a code.
/// </summary>
internal sealed class IdentityTraces
{
    private const int Shortest = 4;
    private const int ShortestNumber = 6;
    private static readonly char[] NameSeparators = ['^', '=', ' ', ',', '.', '-', '\\'];
    private readonly HashSet<string> _traces = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlySet<ProfileOption> _options;

    private IdentityTraces(IReadOnlySet<ProfileOption> options) => _options = options;

    public static IdentityTraces Of(ElementSet dataset, IReadOnlySet<ProfileOption> options)
    {
        var traces = new IdentityTraces(options);
        traces.Gather(dataset);
        return traces;
    }

    /// <summary>Whether a text holds one of the words.</summary>
    public bool IsIn(string text)
    {
        foreach (var trace in _traces)
        {
            if (text.Contains(trace, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void Gather(ElementSet elements)
    {
        foreach (var element in elements)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items)
                {
                    Gather(item);
                }
            }
            else if (element.Vr == DicomVr.PN)
            {
                Add(Texts.Of(element.Value).Split(NameSeparators, StringSplitOptions.RemoveEmptyEntries));
            }
            else if (Identifies(element))
            {
                Add(Texts.Values(element.Value));
            }
        }
    }

    // Descriptions are prose: their words are everybody's. What the table protects without an option to clean is not,
    // unless the policy keeps it.
    private bool Identifies(Element element) =>
        (Representations.IsFreeText(element.Vr) || element.Tag == Tags.PatientBirthDate)
        && ConfidentialityProfile.Find(element.Tag) is { } row && row.Options[(int)ProfileOption.CleanDescriptors] is null
        && row.ActionUnder(_options) is not (ProfileAction.Keep or ProfileAction.Clean);

    private void Add(IEnumerable<string> words)
    {
        foreach (var word in words.Select(w => w.Trim(' ', '\0')))
        {
            var isNumber = word.All(c => char.IsAsciiDigit(c) || c == '.');
            if (word.Length >= (isNumber ? ShortestNumber : Shortest) && !PlainWords.IsKnown(word) && !CodeTerms.IsKnown(word))
            {
                _traces.Add(word);
            }
        }
    }
}
