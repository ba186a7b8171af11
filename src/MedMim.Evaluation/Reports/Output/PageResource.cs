using System.Text;

namespace MedMim.Evaluation.Reports.Output;

/// <summary>Texts of this assembly that become part of a page.</summary>
internal static class PageResource
{
    /// <summary>A text by its name.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PageResource).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
