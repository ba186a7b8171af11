using MedMim.Foundation.Progress;
using MedMim.Imaging.Workers;
using MedMim.Phantom.Archive;
using MedMim.Phantom.Tests;

[assembly: AssemblyFixture(typeof(PhantomArchiveFixture))]

namespace MedMim.Phantom.Tests;

/// <summary>A small archive, written once by the real DICOM toolkit.</summary>
public sealed class PhantomArchiveFixture : IAsyncLifetime
{
    public static PhantomOptions Options { get; } = new()
    {
        Patients = 4, Slices = 40, SliceSpacing = 5, Columns = 72, PixelSpacing = 4.8, TumourProbability = 1, Seed = 7,
    };

    public string Folder { get; } = Directory.CreateTempSubdirectory("medmim-phantom-").FullName;

    public PhantomManifest Manifest { get; private set; } = null!;

    public WorkerScanReader Reader { get; } = new(new WorkerOptions { Count = 2 });

    public async ValueTask InitializeAsync() => Manifest = await WriteAsync(Folder, Options);

    public static async Task<PhantomManifest> WriteAsync(string folder, PhantomOptions options)
    {
        await using var writer = new WorkerDicomWriter(new WorkerOptions { Count = 2 });
        return await PhantomGenerator.GenerateAsync(
            options, folder, writer, SilentProgress.Instance, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
