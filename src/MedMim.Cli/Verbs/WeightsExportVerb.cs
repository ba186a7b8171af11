using System.CommandLine;
using MedMim.Models.Weights;

namespace MedMim.Cli.Verbs;

/// <summary>
/// <c>medmim weights export FILE --out FILE</c>: weights trained here as a safetensors file that the public PyTorch modules
/// load strictly.
/// </summary>
internal static class WeightsExportVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Weights that MedMim wrote: encoder.safetensors or model.safetensors." };
        var output = new Option<FileInfo>("--out") { Description = "The safetensors file to write.", HelpName = "FILE", Required = true };
        var command = new Command("export", "Writes weights under every name that the public PyTorch module expects.") { file, output };
        command.SetVerb(async (parsed, context, _) =>
        {
            var result = PublicExport.Run(parsed.GetRequiredValue(file).FullName, parsed.GetRequiredValue(output).FullName);
            await context.Summary.WriteLineAsync($"{result.Names.Count} tensors for {result.Module}; {result.LeftOut.Count} left out");
            foreach (var name in result.LeftOut)
            {
                await context.Summary.WriteLineAsync($"left out {name}");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
