using System.CommandLine;
using MedMim.Cli.Doctor;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim doctor</c>: what was found on this machine, what is missing, and the remedy.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var command = new Command("doctor", "Says what was found on this machine, what is missing, and the remedy.");
        command.SetVerb(async (_, context, cancellation) =>
        {
            var findings = await Examination.RunAsync(cancellation);
            var width = findings.Max(f => f.Name.Length);
            foreach (var finding in findings)
            {
                var mark = finding.State switch { FindingState.Good => "ok  ", FindingState.Optional => "-   ", _ => "MISSING" };
                await context.Output.WriteLineAsync($"{mark} {finding.Name.PadRight(width)}  {finding.Text}");
                if (finding.Remedy is { } remedy)
                {
                    await context.Output.WriteLineAsync($"     {string.Empty.PadRight(width)}  → {remedy}");
                }
            }

            return findings.Any(f => f.State == FindingState.Missing) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
