using MedMim.Foundation.Failures;

namespace MedMim.Studies.Probes;

/// <summary>An encoder on the command line: a name, and a file, or a file for each seed.</summary>
/// <param name="Name">What it is called in tables and pictures.</param>
/// <param name="Files">Its files.</param>
public sealed record EncoderArm(string Name, IReadOnlyList<string> Files)
{
    /// <summary>The name of the encoder with random weights.</summary>
    public const string RandomName = "random";

    /// <summary>
    /// Reads <c>FILE</c> or <c>NAME=FILE</c>. Files of one name belong together; without a name the run's folder gives it, or
    /// the file's own name.
    /// </summary>
    /// <exception cref="InputException">There is none, a file is missing, or a name is taken or not usable.</exception>
    public static IReadOnlyList<EncoderArm> Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count == 0)
        {
            throw new InputException("--encoder", "names no file", "Give at least one: --encoder FILE.");
        }

        var named = arguments.Select(One).ToList();
        var twice = named.GroupBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 && g.Any(n => !n.IsGiven));
        return twice is null
            ? [.. named.GroupBy(n => n.Name, StringComparer.Ordinal).Select(g => new EncoderArm(g.Key, [.. g.Select(n => n.File)]))]
            : throw new InputException("--encoder", $"has two files that would both be called {twice.Key}", "Name them: --encoder NAME=FILE.");
    }

    private static (string Name, string File, bool IsGiven) One(string argument)
    {
        var at = argument.IndexOf('=', StringComparison.Ordinal);
        var isGiven = at > 0 && !File.Exists(argument);
        var file = isGiven ? argument[(at + 1)..] : argument;
        var name = isGiven ? argument[..at] : NameOf(Path.GetFullPath(file));
        if (!File.Exists(file))
        {
            throw new InputException(file, "is no file", "Give an encoder's weights, such as RUN/pretrain/encoder.safetensors.");
        }

        return name.Length is > 0 and <= 40 && name != RandomName && name.All(c => c is >= ' ' and <= '~')
            ? (name, file, isGiven)
            : throw new InputException("--encoder", $"has the name '{name}'", $"Give a name of 1 to 40 plain letters that is not {RandomName}.");
    }

    private static string NameOf(string path)
    {
        // RUN/pretrain/encoder.safetensors, RUN/finetune/ARM/model.safetensors: the file's own name says nothing.
        var folder = Path.GetDirectoryName(path)!;
        var run = Path.GetFileName(folder) == "pretrain" ? Path.GetDirectoryName(folder)! : folder;
        var own = Path.GetFileNameWithoutExtension(path);
        var name = own is "encoder" or "model" ? Path.GetFileName(run) : own;
        return name.Length > 40 ? name[..40] : name;
    }
}
