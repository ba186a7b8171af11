using System.Globalization;
using System.Text;

namespace MedMim.Bench;

/// <summary>Prints tables as they come, and keeps them as Markdown with the machine's description.</summary>
internal sealed class BenchReport(string machine)
{
    private readonly StringBuilder text = new();

    public void Table(string title, string note, string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Length).Select(c => all.Max(r => r[c].Length)).ToArray();
        var lines = all.Select(r => "| " + string.Join(" | ", r.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))) + " |").ToList();
        lines.Insert(1, "|" + string.Join("|", widths.Select((w, c) => new string('-', w + (c == 0 ? 2 : 1)) + (c == 0 ? string.Empty : ":"))) + "|");
        var section = $"## {title}\n\n{note}\n\n{string.Join('\n', lines)}\n\n";
        Console.Write(section);
        text.Append(section);
    }

    /// <param name="folder">Where it is kept.</param>
    /// <param name="suffix">What follows the date in its name.</param>
    public void Write(string folder, string suffix)
    {
        var day = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"{day}{suffix}.md");
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, $"# Measured on {day}\n\nMachine: {machine}\n\n{text}".TrimEnd() + "\n");
        Console.WriteLine($"kept in {path}");
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
