using System.CommandLine;
using System.Globalization;
using MedMim.Pretraining.Previews;
using MedMim.Studies.Previews;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim masks preview FOLDER --out FILE.png</c>: what masking strategies hide of real scans.</summary>
internal static class MasksVerb
{
    private const int NameWidth = 13;
    private const int ColumnWidth = 10;

    public static Command Create() => new("masks", "Shows what masking strategies hide.") { CreatePreview() };

    private static Command CreatePreview()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "A store, or a folder of prepared volumes." };
        var output = new Option<FileInfo>("--out") { Description = "The PNG file to write.", HelpName = "FILE", Required = true };
        var protocol = new Option<FileInfo?>("--protocol")
        {
            Description = "Show crops and masks as this protocol trains on them. Default: whole scans, default settings.",
            HelpName = "FILE",
        };
        var strategies = new Option<string[]>("--strategy")
        {
            Description = "A strategy to draw; may be given several times. Default: all.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var cases = new Option<int>("--cases")
        {
            Description = "How many scans to draw on, spread evenly over all, 1 to 12.",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        cases.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 12)
            {
                result.AddError("--cases is outside 1 to 12.");
            }
        });
        var command = new Command("preview", "Draws every strategy's masks over scans, and tells what they hide by tissue.")
        {
            folder, output, protocol, strategies, cases,
        };
        command.SetVerb(async (parsed, context, _) =>
        {
            var file = parsed.GetRequiredValue(output).FullName;
            var (drawn, withLabels) = MaskPreviewStudy.Run(new(
                parsed.GetRequiredValue(folder).FullName, parsed.GetValue(protocol)?.FullName, parsed.GetRequiredValue(strategies),
                parsed.GetValue(cases), file));
            await PrintAsync(context.Output, drawn, CoverageRow.All(withLabels));
            await context.Summary.WriteLineAsync(file);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A line a strategy: the hidden share of each tissue class.</summary>
    private static async Task PrintAsync(TextWriter output, IReadOnlyList<StrategyPreview> strategies, IReadOnlyList<CoverageRow> columns)
    {
        await output.WriteLineAsync("hidden".PadRight(NameWidth) + string.Concat(columns.Select(c => c.Name.PadLeft(ColumnWidth))));
        foreach (var strategy in strategies)
        {
            var shares = columns.Select(c => (c.Share(strategy.Coverage)?.ToString("P1", CultureInfo.InvariantCulture) ?? "none").PadLeft(ColumnWidth));
            await output.WriteLineAsync($"{strategy.Name.PadRight(NameWidth)}{string.Concat(shares)}  {strategy.Note}".TrimEnd());
        }
    }
}
