using System.Globalization;

namespace MedMim.Phantom.Archive;

/// <summary>
/// An invented person. The values are planted so that a test can search everything that a study wrote for them.
/// </summary>
/// <param name="Name">Patient's Name, such as <c>PHANTOM^ALPHA</c>.</param>
/// <param name="Id">Patient ID.</param>
/// <param name="BirthDate">Birth date, DICOM's DA.</param>
/// <param name="Sex">F or M.</param>
public sealed record PatientIdentity(string Name, string Id, string BirthDate, string Sex)
{
    private static readonly string[] Names =
    [
        "ALPHA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOXTROT", "GOLF", "HOTEL", "INDIA", "JULIETT", "KILO", "LIMA", "MIKE",
        "NOVEMBER", "OSCAR", "PAPA", "QUEBEC", "ROMEO", "SIERRA", "TANGO", "UNIFORM", "VICTOR", "WHISKEY", "XRAY", "YANKEE",
        "ZULU",
    ];

    /// <summary>The patient of a number, from 0.</summary>
    public static PatientIdentity Of(int number)
    {
        var round = number / Names.Length;
        var name = "PHANTOM^" + Names[number % Names.Length]
            + (round == 0 ? string.Empty : "^" + round.ToString(CultureInfo.InvariantCulture));
        return new(
            name,
            string.Create(CultureInfo.InvariantCulture, $"MMPHANTOM{number:0000}"),
            string.Create(CultureInfo.InvariantCulture, $"{1931 + (number * 7 % 60)}{1 + (number % 12):00}{1 + (number * 5 % 28):00}"),
            number % 2 == 0 ? "F" : "M");
    }

    /// <summary>The name of the patient's folder: as in real archives, it gives the name away.</summary>
    public string Folder => $"{Name.Replace('^', '_')}_{Id}";
}
