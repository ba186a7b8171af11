using MedMim.Foundation.Failures;
using MedMim.Models.Networks;
using static TorchSharp.torch;

namespace MedMim.Models.Weights;

/// <summary>Brings weights of public checkpoints into a safetensors file under the names and shapes of a network here.</summary>
public static class WeightImport
{
    /// <summary>Imports a file. Only what was loaded or adapted is written: nothing in the output is made up.</summary>
    /// <param name="input">A safetensors file, or a PyTorch checkpoint, of which nothing is executed.</param>
    /// <param name="options">The network.</param>
    /// <param name="output">The safetensors file to write.</param>
    /// <returns>What became of every tensor.</returns>
    /// <exception cref="InputException">The file cannot be read, nothing in it fits, or an option is out of range.</exception>
    public static LoadReport Run(string input, WeightImportOptions options, string output)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.InputChannels < 1)
        {
            throw new InputException("input_channels", $"is {options.InputChannels}", "Give at least 1.");
        }

        // Before anything of torch, a scope included.
        Native.TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var network = EncoderPresets.Create(
            options.Encoder, outputChannels: 1, options.InputChannels, patchSize: options.PatchSize);
        var report = WeightLoader.Load(network, input, options.Loading);
        var state = network.state_dict();
        var taken = report.Entries.Where(e => e.Status != LoadStatus.Skipped).ToDictionary(e => e.Name, e => state[e.Name], StringComparer.Ordinal);
        SafetensorsWriter.Write(output, taken, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["format"] = "pt",
            ["medmim.encoder"] = options.Encoder,
            ["medmim.source"] = report.Digest,
        });
        return report;
    }
}
