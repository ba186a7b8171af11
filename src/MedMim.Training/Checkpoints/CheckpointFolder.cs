using System.Globalization;
using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Training.Checkpoints;

/// <summary>
/// A run's checkpoints: <c>step-NNNNNNNN.safetensors</c> and <c>.json</c> beside it. Two are kept, so that one damaged
/// by a power cut or a full disk leaves the other. Every file is written to a temporary name, flushed and renamed; the
/// header holds the tensors' digest and its own, and comes last.
/// </summary>
/// <param name="path">The folder; made when the first checkpoint is saved.</param>
public sealed class CheckpointFolder(string path)
{
    private const int Kept = 2;

    /// <summary>Saves a checkpoint and removes all but the two latest.</summary>
    /// <param name="header">Step and digests; the tensors' digest is filled in.</param>
    /// <param name="writeTensors">Writes the tensor file.</param>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; older checkpoints are
    /// untouched.</exception>
    public void Save(CheckpointHeader header, Action<Stream> writeTensors)
    {
        var tensors = TensorPath(header.Step);
        try
        {
            AtomicFile.Write(tensors, writeTensors);
            var complete = (header with { Tensors = ContentDigest.OfFile(tensors) }).Sealed();
            AtomicFile.WriteText(HeaderPath(header.Step), JsonSerializer.Serialize(complete) + "\n");
        }
        catch when (!File.Exists(HeaderPath(header.Step)))
        {
            // Without a header it does not count: it only takes space, which may be what is missing.
            File.Delete(tensors);
            throw;
        }

        // A later step's can only be one that was damaged, and so passed over.
        RemoveAllBut([.. Steps().Where(s => s <= header.Step).OrderDescending().Take(Kept)]);
    }

    /// <summary>
    /// The latest intact checkpoint; null where there is none at all. A damaged one (torn header, tensors missing or of
    /// another digest) is passed over.
    /// </summary>
    /// <exception cref="InputException">
    /// There are checkpoints but all are damaged; or the latest intact one belongs to other options, another
    /// architecture or another version of the program.
    /// </exception>
    public CheckpointFile? OpenLatest(string options, string architecture)
    {
        var steps = Steps().OrderDescending().ToList();
        foreach (var header in steps.Select(ReadHeader).OfType<CheckpointHeader>())
        {
            if (IsIntact(header))
            {
                RefuseOther(header, options, architecture);
                return new(header, TensorPath(header.Step));
            }
        }

        return steps.Count == 0
            ? null
            : throw new InputException(path, "every checkpoint in it is damaged", "Delete the folder to start from the beginning.");
    }

    /// <summary>Deletes the checkpoints: for a run that is complete and has published its result.</summary>
    public void Delete()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private IEnumerable<long> Steps() => !Directory.Exists(path) ? [] : Directory.EnumerateFiles(path, "step-*.json")
        .Select(f => Path.GetFileNameWithoutExtension(f)["step-".Length..])
        .Where(s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(s => long.Parse(s, CultureInfo.InvariantCulture));

    private CheckpointHeader? ReadHeader(long step)
    {
        try
        {
            var header = JsonSerializer.Deserialize<CheckpointHeader>(File.ReadAllText(HeaderPath(step)));
            return header?.Step == step && header.IsSound ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsIntact(CheckpointHeader header) =>
        File.Exists(TensorPath(header.Step)) && ContentDigest.OfFile(TensorPath(header.Step)) == header.Tensors;

    private void RefuseOther(CheckpointHeader header, string options, string architecture)
    {
        var problem = header switch
        {
            { Format: not CheckpointHeader.CurrentFormat } => $"holds a checkpoint of format {header.Format}, not {CheckpointHeader.CurrentFormat}",
            _ when header.Architecture != architecture => "holds a checkpoint of another architecture",
            _ when header.Options != options => "holds a checkpoint of other options, data or seed",
            _ => null,
        };
        if (problem is not null)
        {
            throw new InputException(path, problem, "Use another run folder, or delete this one to start from the beginning.");
        }
    }

    private void RemoveAllBut(HashSet<long> kept)
    {
        var names = kept.SelectMany(s => new[] { TensorPath(s), HeaderPath(s) }).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path).Where(f => !names.Contains(f)).ToList())
        {
            File.Delete(file);
        }
    }

    private string TensorPath(long step) => Path.Combine(path, FormattableString.Invariant($"step-{step:D8}.safetensors"));

    private string HeaderPath(long step) => Path.Combine(path, FormattableString.Invariant($"step-{step:D8}.json"));
}
