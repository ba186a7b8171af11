using MedMim.Datasets.Splits;
using MedMim.Foundation.Failures;

namespace MedMim.Studies.Probes;

/// <summary>
/// A table of classes: lines <c>id,class</c> (or with a tab), where <c>id</c> is the pseudonym of a series or of a patient,
/// whose series are then all of the class. A first line <c>id,class</c>, empty lines and lines that begin with # are skipped.
/// </summary>
public static class ClassFile
{
    private const int Longest = 40;

    /// <summary>Reads the class of each series that the file names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cases">The series that there are.</param>
    /// <exception cref="InputException">
    /// It cannot be read; a line is not of two fields, or names neither a series nor a patient, or a series that has another
    /// class already. Identifiers are not repeated: they may be those of real patients.
    /// </exception>
    public static IReadOnlyDictionary<string, string> Read(string path, IReadOnlyList<SplitCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#' || (number == 1 && line.Replace('\t', ',') == "id,class"))
            {
                continue;
            }

            var place = $"{path}: line {number}";
            var fields = line.Split(['\t', ',']);
            if (fields.Length != 2 || fields[1].Trim() is not { Length: > 0 and <= Longest } name)
            {
                throw new InputException(place, "is not of the form id,class", $"Give a pseudonym and a class of 1 to {Longest} letters.");
            }

            var named = cases.Where(c => c.Id == fields[0].Trim() || c.Patient == fields[0].Trim()).ToList();
            if (named.Count == 0)
            {
                throw new InputException(place, "names no series and no patient of the scans", "Take pseudonyms from catalog.parquet.");
            }

            if (named.Exists(c => !classes.TryAdd(c.Id, name) && classes[c.Id] != name))
            {
                throw new InputException(place, "gives another class to a series that has one", "Give each series one class.");
            }
        }

        return classes.Values.Distinct(StringComparer.Ordinal).Count() > 1
            ? classes
            : throw new InputException(path, "tells fewer than two classes apart", "Name series of two classes or more.");
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path).Select(l => l.Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", "Check the path and its permissions.", e);
        }
    }
}
