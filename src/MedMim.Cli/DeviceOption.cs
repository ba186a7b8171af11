using System.CommandLine;
using MedMim.Training.Devices;

namespace MedMim.Cli;

/// <summary><c>--device</c>: where models compute. Of the machine, so it is on the command line and in no protocol.</summary>
internal static class DeviceOption
{
    public static Option<string> Create() => new("--device")
    {
        Description = "Where models compute: auto (a GPU where there is one), cpu, cuda, or cuda:N, the N-th GPU from 0.",
        HelpName = "auto|cpu|cuda[:N]",
        DefaultValueFactory = _ => "auto",
    };

    /// <exception cref="Foundation.Failures.InputException">It is none of those.</exception>
    public static ComputeDevice Of(ParseResult parsed, Option<string> option) => ComputeDevice.Parse(parsed.GetRequiredValue(option));
}
