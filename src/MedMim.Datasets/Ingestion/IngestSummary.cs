namespace MedMim.Datasets.Ingestion;

/// <summary>What an ingest did.</summary>
public sealed record IngestSummary
{
    /// <summary>Files in the archive.</summary>
    public required int FilesSeen { get; init; }

    /// <summary>Files that are no scan at all (readme, spreadsheet, DICOM reports).</summary>
    public required int OtherFiles { get; init; }

    /// <summary>Files whose content was read this time: new or changed ones, and what belongs to them.</summary>
    public required int FilesRead { get; init; }

    /// <summary>Bytes of those files.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Series in the store now.</summary>
    public required int Series { get; init; }

    /// <summary>Of these, labelled ones.</summary>
    public required int Labelled { get; init; }

    /// <summary>Of these, taken over unread because nothing about them changed.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Series removed because their files are gone from the archive, or can no longer be used.</summary>
    public required int Dropped { get; init; }

    /// <summary>How many files each refusal code covers, in the order of the codes.</summary>
    public required IReadOnlyDictionary<string, int> RefusedFiles { get; init; }
}
