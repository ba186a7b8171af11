namespace MedMim.Datasets.Ingestion;

/// <summary>
/// The maker of a scanner, of a closed list: Manufacturer (0008,0070) is free text, and what a hospital wrote into it may
/// name somebody.
/// </summary>
internal static class ScannerMaker
{
    /// <summary>A maker that is not on the list.</summary>
    public const string Other = "other";

    // By the words that their devices write: one word, or two that follow each other.
    private static readonly (string Words, string Name)[] Known =
    [
        ("siemens", "Siemens"), ("ge", "GE"), ("philips", "Philips"), ("canon", "Canon"), ("toshiba", "Toshiba"),
        ("hitachi", "Hitachi"), ("fujifilm", "Fujifilm"), ("united imaging", "United Imaging"), ("uih", "United Imaging"),
        ("shimadzu", "Shimadzu"), ("samsung", "Samsung"), ("neurologica", "NeuroLogica"), ("neusoft", "Neusoft"),
        ("mindray", "Mindray"), ("esaote", "Esaote"), ("bruker", "Bruker"), ("varian", "Varian"), ("elekta", "Elekta"),
        ("accuray", "Accuray"), ("tomotherapy", "Accuray"), ("viewray", "ViewRay"), ("hologic", "Hologic"), ("fonar", "Fonar"),
        ("hyperfine", "Hyperfine"), ("mediso", "Mediso"), ("picker", "Picker"), ("marconi", "Marconi"), ("elscint", "Elscint"),
        ("imatron", "Imatron"), ("adac", "ADAC"), ("cti", "CTI"), ("cps", "CPS"), ("medmim", "MedMim"),
    ];

    /// <summary>The maker's name; <see cref="Other"/> for an unknown one, empty for none.</summary>
    public static string Of(string manufacturer)
    {
        var words = string.Join(' ', manufacturer.Split(
            [' ', '_', '-', '.', ',', '(', ')', '/', '^', '\0'], StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0
            ? string.Empty
            : Known.FirstOrDefault(k => $" {words} ".Contains($" {k.Words} ", StringComparison.OrdinalIgnoreCase)).Name ?? Other;
    }
}
