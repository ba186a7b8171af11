using MedMim.Datasets.Store;
using MedMim.Foundation.Files;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Volumes;

namespace MedMim.Datasets.Ingestion;

/// <summary>The files of a series that is being stored, under temporary names.</summary>
internal sealed class PreparedSeries(string store, string id)
{
    private readonly List<(string Temporary, string Path)> files =
        [(AtomicFile.TemporaryPathFor(StoreFiles.Image(store, id)), StoreFiles.Image(store, id))];

    /// <summary>Where the voxels go.</summary>
    public string Image => files[0].Temporary;

    /// <summary>Where the label is; null where there is none.</summary>
    public string? Label { get; private set; }

    /// <summary>Where the instance map is; null where there is none.</summary>
    public string? Instances { get; private set; }

    /// <summary>All of them, in the order in which they get their names: the notes that call the series finished are last.</summary>
    public IReadOnlyList<(string Temporary, string Path)> Files => files;

    public void AddTissue(Volume<byte> classes) => Add(StoreFiles.Tissue(store, id), p => NpyFile.Prepare(p, classes));

    public void AddLabel(Volume<byte> label) => Label = Add(StoreFiles.Label(store, id), p => NpyFile.Prepare(p, label));

    /// <summary>Adds the numbers of the things that the label shows; null removes those of an earlier ingest.</summary>
    public void AddInstances(Volume<byte>? instances)
    {
        var path = StoreFiles.Instances(store, id);
        if (instances is null)
        {
            File.Delete(path);
        }
        else
        {
            Instances = Add(path, p => NpyFile.Prepare(p, instances));
        }
    }

    public void AddNotes(byte[] notes) => Add(StoreFiles.Pending(store, id), p => AtomicFile.Prepare(p, s => s.Write(notes)));

    /// <summary>Deletes what has not got its name.</summary>
    public void Discard()
    {
        foreach (var (temporary, _) in files)
        {
            File.Delete(temporary);
        }
    }

    private string Add(string path, Func<string, string> prepare)
    {
        var temporary = prepare(path);
        files.Add((temporary, path));
        return temporary;
    }
}
