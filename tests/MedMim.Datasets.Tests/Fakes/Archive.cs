using MedMim.Datasets.Ingestion;
using MedMim.Datasets.Labels;
using MedMim.Datasets.Store;
using MedMim.Foundation.Progress;
using MedMim.Foundation.Randomness;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Scans;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Tests.Fakes;

/// <summary>A small archive of NIfTI files, and a store beside it.</summary>
internal sealed class Archive : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Archive() => Directory.CreateDirectory(Root);

    public static PseudonymKey Key { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public string Root => folder.File("archive");

    /// <summary>Where labels come from, and what they mean.</summary>
    public LabelSource Labels { get; set; } = new();

    public string Store => folder.File("store");

    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>An image of noise around a bright ball, different for each seed.</summary>
    public void AddImage(string relative, ulong seed, GridSize? size = null)
    {
        var volume = new Volume<short>(VolumeGeometry.Identity(size ?? new(6, 10, 12), new(1, 1.5, 2)));
        var random = new RandomStream(new StreamKey(seed, "archive"));
        for (var i = 0; i < volume.Voxels.Length; i++)
        {
            volume.Voxels[i] = (short)(random.NextInt32(100) + (i % 12 is > 3 and < 9 ? 900 : 0));
        }

        Write(relative, volume);
    }

    public void AddLabel(string relative, GridSize? size = null, byte value = 1, int? at = null)
    {
        var volume = new Volume<byte>(VolumeGeometry.Identity(size ?? new(6, 10, 12), new(1, 1.5, 2)));
        volume.Voxels[at ?? (volume.Voxels.Length / 2)] = value;
        Write(relative, volume);
    }

    public void AddLabelVolume(string relative, Volume<byte> label) => Write(relative, label);

    public void AddText(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        File.WriteAllText(At(relative), text);
    }

    public Task<IngestSummary> IngestAsync(IScanReader? reader = null, string? store = null, PseudonymKey? key = null) =>
        new Ingestor(reader ?? new VolumeScanReader(), key ?? Key, SilentProgress.Instance).RunAsync(
            new() { ArchivePath = Root, StorePath = store ?? Store, Parallelism = 1, Labels = Labels }, TestContext.Current.CancellationToken);

    public ScanStore Open() => ScanStore.Open(Store);

    public string Beside(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();

    private void Write<T>(string relative, Volume<T> volume)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        VolumeFile.Write(At(relative), volume);
    }
}
