using System.Text.Json;
using MedMim.Datasets.Channels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Preparation;

/// <summary>Prepares one case after the other into a folder, unless what is there was made from the same inputs.</summary>
/// <param name="store">The store.</param>
/// <param name="folder">The folder.</param>
/// <param name="plan">How.</param>
/// <param name="channels">The channels of a case, in their order.</param>
internal sealed class CasePreparation(ScanStore store, string folder, PreparationPlan plan, IReadOnlyList<ChannelRule> channels)
{
    private readonly Preparer preparer = new(plan);

    /// <summary>Prepares a case.</summary>
    /// <param name="series">Its scan; of several channels the first.</param>
    /// <param name="others">The scans of the other channels.</param>
    public PreparedEntry Run(SeriesRecord series, IReadOnlyList<SeriesRecord> others) => Finished(series, others) ?? Prepare(series, others);

    private PreparedEntry Prepare(SeriesRecord series, IReadOnlyList<SeriesRecord> others)
    {
        // The note goes first, so that new voxels never stand beside an old one.
        File.Delete(PreparedFiles.Case(folder, series.Id));
        var tissue = new Volume<byte>(series.Geometry, store.Tissue(series.Id).ToArray());
        var prepared = preparer.Prepare(store.ReadImage(series.Id), series.Modality, tissue);
        NpyFile.Write(PreparedFiles.Image(folder, series.Id), prepared.Image);
        NpyFile.Write(PreparedFiles.Tissue(folder, series.Id), prepared.Tissue);
        var record = prepared.Record;
        if (store.Label(series.Id) is { } stored)
        {
            var (label, done) = preparer.PrepareLabel(new Volume<byte>(series.Geometry, stored.ToArray()), prepared.Region);
            NpyFile.Write(PreparedFiles.Label(folder, series.Id), label);
            record = record with { Label = done };
            WriteInstances(series, label, prepared.Region);
        }

        var entry = new PreparedEntry(
            series.Id, series.Patient, series.Modality, series.HasLabel, series.VoxelDigest, InputsOf(series, others),
            prepared.Image.Geometry, prepared.Region, record)
        {
            Channels = others.Count == 0 ? null : [.. others.Select((o, i) => PrepareChannel(series, prepared.Region, o, i + 1))],
        };
        AtomicFile.WriteText(PreparedFiles.Case(folder, series.Id), JsonSerializer.Serialize(entry, PreparedIndex.Json) + "\n");
        return entry;
    }

    private PreparedChannelEntry PrepareChannel(SeriesRecord series, SourceRegion region, SeriesRecord other, int channel)
    {
        using var aligned = AlignedChannel.Of(store.Scan(other.Id), store.Scan(series.Id), folder);
        var scan = aligned.Scan;
        var tissue = new Volume<byte>(scan.Geometry, NpyFile.Read<byte>(scan.Tissue));
        var prepared = preparer.Prepare(VoxelReader.ReadFloats(scan.Image, scan.Geometry, scan.VoxelType), scan.Modality, tissue, region);
        NpyFile.Write(PreparedFiles.Channel(folder, series.Id, channel), prepared.Image);
        return new(channels[channel].Name, other.Id, other.VoxelDigest, aligned.IsInterpolated, prepared.Record);
    }

    private void WriteInstances(SeriesRecord series, Volume<byte> label, SourceRegion region)
    {
        var path = PreparedFiles.Instances(folder, series.Id);
        if (store.Instances(series.Id) is { } numbers)
        {
            NpyFile.Write(path, InstanceResampler.Execute(region.Take<byte>(numbers.Span), label));
        }
        else
        {
            File.Delete(path);
        }
    }

    private PreparedEntry? Finished(SeriesRecord series, IReadOnlyList<SeriesRecord> others)
    {
        var path = PreparedFiles.Case(folder, series.Id);
        if (!File.Exists(path) || !File.Exists(PreparedFiles.Image(folder, series.Id)))
        {
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize<PreparedEntry>(File.ReadAllBytes(path), PreparedIndex.Json);
            return entry?.Inputs == InputsOf(series, others) ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string InputsOf(SeriesRecord series, IReadOnlyList<SeriesRecord> others) => ContentDigest.OfText(
        $"{plan.Digest}\n{series.Patient}\n{series.Modality}\n{series.VoxelDigest}\n{series.LabelDigest}\n"
        + $"{store.Manifest.IngestDigest}\n{series.Geometry}\n"
        + string.Concat(others.Select((o, i) => $"{channels[i + 1].Name} {o.Id} {o.Modality} {o.VoxelDigest} {o.Geometry}\n")));
}
