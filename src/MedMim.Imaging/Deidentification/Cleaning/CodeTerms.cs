using System.Text.RegularExpressions;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom.Tables;

namespace MedMim.Imaging.Deidentification.Cleaning;

/// <summary>
/// Code strings: terms that the standard or the makers define stay. A word that is none of them may be anybody's name; it
/// becomes a code under the key, so that images that differed by it still differ.
/// </summary>
internal static partial class CodeTerms
{
    private static readonly HashSet<string> Known = DataTable.Words("code-terms.txt");
    private static readonly HashSet<string> Schemes = new(StringComparer.Ordinal)
    {
        "DCM", "SCT", "SRT", "SNM3", "99SDM", "UCUM", "LN", "FMA", "RADLEX", "NCIt", "NCIT", "UMLS", "MSH", "NEU", "BI", "I10",
        "I10P", "I9C", "ICDO3", "ISO639_1", "ISO639_2", "ISO3166_1", "RFC3066", "RFC5646", "UBERON", "MA", "UNS", "BARI", "CD8",
        "ACR", "ITIS_TSN", "MDNS", "NDC", "RXNORM", "SDM", "UNIPROT",
    };

    public static bool IsKnown(string term) => term.Length == 0 || Known.Contains(term) || CharacterSet().IsMatch(term);

    /// <summary>Whether a coding scheme is public: its codes and meanings name no person.</summary>
    public static bool IsPublicScheme(string designator) => Schemes.Contains(designator);

    /// <summary>A term as it may stay: itself, or a code of 10 characters.</summary>
    public static string Clean(string term, IdentityKey key) =>
        IsKnown(term) ? term : "T_" + key.Pseudonym("term", term)[..8].ToUpperInvariant();

    [GeneratedRegex(@"^ISO(_IR| 2022 IR) \d{1,3}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CharacterSet();
}
