using MedMim.FineTuning.Features;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;
using MedMim.Models.Weights;
using MedMim.Studies.Encoders;
using Microsoft.Extensions.Logging;

namespace MedMim.Studies.Probes;

/// <summary>
/// The encoders of a comparison, all of one architecture: those of files, and one with random weights. Each is opened when
/// it is needed.
/// </summary>
internal sealed class EncoderLineup
{
    private readonly IReadOnlyList<EncoderArm> arms;
    private readonly Dictionary<string, EncoderDescription> descriptions;

    /// <exception cref="InputException">A file cannot be used, or files are of different architectures.</exception>
    public EncoderLineup(IReadOnlyList<EncoderArm> arms, string? preset, GridSize? patch)
    {
        this.arms = arms;
        var files = arms.SelectMany(a => a.Files).Distinct(StringComparer.Ordinal).Select(f => (File: f, Description: EncoderDescription.Of(f))).ToList();
        descriptions = files.ToDictionary(f => f.File, f => f.Description, StringComparer.Ordinal);
        (Preset, PatchSize) = EncoderDescription.Shared(files, preset, patch);
    }

    /// <summary>The network.</summary>
    public string Preset { get; }

    /// <summary>Voxels of a window, [z, y, x].</summary>
    public GridSize PatchSize { get; }

    /// <summary>All names: those of files in their order, then the random one.</summary>
    public IReadOnlyList<string> Names => [.. arms.Select(a => a.Name), EncoderArm.RandomName];

    /// <summary>Opens an encoder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">Draws the weights of the random one.</param>
    /// <param name="index">The seed's place in the list of seeds, which chooses among an arm's files.</param>
    /// <exception cref="InputException">The file lacks a tensor of the encoder.</exception>
    public FrozenEncoder Open(string name, ulong seed, int index)
    {
        var arm = arms.FirstOrDefault(a => a.Name == name);
        return arm is null ? FrozenEncoder.Random(Preset, PatchSize, seed) : FrozenEncoder.Open(Preset, PatchSize, arm.Files[index % arm.Files.Count]);
    }

    /// <summary>Opens every file once: notes what was adapted, and gives a record of each.</summary>
    /// <param name="tested">Ids of the scans that are tested on.</param>
    /// <param name="logger">Where notes go.</param>
    /// <exception cref="InputException">As for <see cref="Open"/>.</exception>
    public IReadOnlyList<EncoderRecord> Examine(IReadOnlySet<string> tested, ILogger logger)
    {
        var records = new List<EncoderRecord>();
        foreach (var (arm, file) in arms.SelectMany(a => a.Files.Select(f => (a, f))))
        {
            using var encoder = FrozenEncoder.Open(Preset, PatchSize, file);
            foreach (var entry in encoder.Report!.Entries.Where(e => e.Status == LoadStatus.Adapted))
            {
                logger.LogInformation("{Encoder}: {Tensor} adapted: {Reason}", arm.Name, entry.Name, entry.Reason);
            }

            var seen = descriptions[file].Seen?.Cases.Count(tested.Contains);
            if (seen > 0)
            {
                logger.LogWarning("{Encoder} was pretrained on {Seen} of the {All} scans that it is tested on (without their labels)", arm.Name, seen, tested.Count);
            }

            records.Add(new(arm.Name, ContentDigest.OfFile(file), encoder.Report.Loaded, encoder.Report.Adapted, seen));
        }

        return records;
    }
}
