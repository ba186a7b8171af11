using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;

namespace MedMim.Datasets.Store;

/// <summary><c>store.json</c>: which version of the store's layout this is, and how it was filled.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="FormatVersion">The layout's version; a program reads its own and older ones.</param>
/// <param name="KeyCheck">A value that only the pseudonym key of this store yields; says nothing about the key.</param>
/// <param name="IngestDigest">Digest of the options that decide what is stored; another one makes all be read anew.</param>
public sealed record StoreManifest(string Format, int FormatVersion, string KeyCheck, string IngestDigest)
{
    /// <summary>Marks a folder as a store.</summary>
    public const string FormatName = "medmim-store";

    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The file's name.</summary>
    public const string FileName = "store.json";

    /// <summary>Reads the manifest of a store.</summary>
    /// <exception cref="InputException">The folder is no store, or one of a newer program.</exception>
    public static StoreManifest Read(string store)
    {
        var path = Path.Combine(store, FileName);
        if (!File.Exists(path))
        {
            throw new InputException(store, $"is no store: there is no {FileName}", "Run medmim ingest to make one.");
        }

        var manifest = Parse(path);
        if (manifest?.Format != FormatName)
        {
            throw new InputException(path, "is not the manifest of a store", "Run medmim ingest into an empty folder.");
        }

        if (manifest.FormatVersion > CurrentVersion)
        {
            throw new InputException(
                path,
                $"has format version {manifest.FormatVersion}, written by a newer MedMim; this one reads up to {CurrentVersion}",
                "Update MedMim, or ingest the archive into another folder.");
        }

        return manifest;
    }

    /// <summary>Writes the manifest, atomically.</summary>
    public void Write(string store) =>
        AtomicFile.WriteText(Path.Combine(store, FileName), JsonSerializer.Serialize(this, StoreJson.Default.StoreManifest) + "\n");

    private static StoreManifest? Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StoreJson.Default.StoreManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
