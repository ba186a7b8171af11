namespace MedMim.Datasets.Store;

/// <summary>Names of the files in a store.</summary>
public static class StoreFiles
{
    /// <summary>A row a series.</summary>
    public static string Catalog(string store) => Path.Combine(store, "catalog.parquet");

    /// <summary>A row a refused file or series.</summary>
    public static string Refusals(string store) => Path.Combine(store, "refusals.parquet");

    /// <summary>A row a file of the archive.</summary>
    public static string Sources(string store) => Path.Combine(store, "sources.parquet");

    /// <summary>The folder of the voxels.</summary>
    public static string Volumes(string store) => Path.Combine(store, "volumes");

    /// <summary>Intensities, [z, y, x], int16 or float32.</summary>
    public static string Image(string store, string id) => Path.Combine(Volumes(store), id + ".npy");

    /// <summary>The tissue prior, [z, y, x], uint8 (<see cref="TissueClass"/>).</summary>
    public static string Tissue(string store, string id) => Path.Combine(Volumes(store), id + ".tissue.npy");

    /// <summary>Label values, [z, y, x], uint8.</summary>
    public static string Label(string store, string id) => Path.Combine(Volumes(store), id + ".label.npy");

    /// <summary>Numbers of the things that the label shows, [z, y, x], uint8, where its source numbers them.</summary>
    public static string Instances(string store, string id) => Path.Combine(Volumes(store), id + ".instances.npy");

    /// <summary>The series, finished but not yet in the catalogue, that an interrupted ingest left.</summary>
    public static string Pending(string store, string id) => Path.Combine(Volumes(store), id + ".pending.json");

    /// <summary>The writers' lock.</summary>
    public static string Lock(string store) => Path.Combine(store, ".lock");
}
