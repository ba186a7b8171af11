using System.Text;
using MedMim.Foundation.Failures;
using MedMim.Studies.Comparisons;
using MedMim.Studies.Protocols;
using MedMim.Studies.Running;
using MedMim.Studies.Steps;

namespace MedMim.Studies;

/// <summary>What of a study is done, begun or waiting, for a terminal of 80 columns.</summary>
public static class StudyStatus
{
    /// <summary>
    /// A table of a comparison's cells, or a list of a study's steps. Reads receipts, but does not compare files with their
    /// digests; may be asked while another process works on the run.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InputException">It is no run's folder.</exception>
    public static string Describe(string folder)
    {
        var run = new RunFolder(folder);
        if (!File.Exists(run.Protocol))
        {
            throw new InputException(folder, "is no run's folder: there is no protocol.yaml", "Name a folder that medmim run made.");
        }

        var protocol = ProtocolFile.Load(run.Protocol);
        return protocol.Comparison is null ? Steps(protocol, run) : ComparisonTable.Of(protocol, run);
    }

    private static string Steps(StudyProtocol protocol, RunFolder run)
    {
        var steps = StudyPlan.Of(protocol, run, run.Archive, () => throw new InvalidOperationException("Nothing is run."))
            .Select(s => (s.Name, State: StepStates.Of(s, run)))
            .ToList();
        var text = new StringBuilder($"{steps.Count(s => s.State == StepState.Done)} of {steps.Count} steps done\n");
        foreach (var (name, state) in steps)
        {
            text.Append(name.PadRight(steps.Max(s => s.Name.Length) + 2)).Append(state.ToWord()).Append('\n');
        }

        return text.ToString();
    }
}
