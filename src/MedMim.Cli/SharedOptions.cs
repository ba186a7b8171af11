using System.CommandLine;
using MedMim.Cli.Hosting;

namespace MedMim.Cli;

/// <summary>Options that every verb takes.</summary>
internal static class SharedOptions
{
    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Say nothing but warnings and errors.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Say more: details, and where an error came from.",
        Recursive = true,
    };

    public static Verbosity VerbosityOf(ParseResult parsed) =>
        parsed.GetValue(Verbose) ? Verbosity.Verbose : parsed.GetValue(Quiet) ? Verbosity.Quiet : Verbosity.Normal;
}
