using System.Collections.Concurrent;
using MedMim.Imaging.Scans.Files;
using MedMim.Imaging.Scans.Headers;

namespace MedMim.Datasets.Ingestion;

/// <summary>
/// Keeps each text of many headers once: the slices of a series differ in little more than their instance and position,
/// and every header comes from a worker with texts of its own.
/// </summary>
internal sealed class SharedHeaders
{
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The same inspection with shared texts, and with the caller's path.</summary>
    public FileInspection Share(FileInspection inspection, string path) => inspection with
    {
        Path = path,
        Header = inspection.Header is { } header ? Share(header, path) : null,
    };

    private InstanceHeader Share(InstanceHeader header, string path) => header with
    {
        Path = path,
        PatientId = One(header.PatientId),
        StudyUid = One(header.StudyUid),
        SeriesUid = One(header.SeriesUid),
        SopClassUid = One(header.SopClassUid),
        FrameOfReferenceUid = One(header.FrameOfReferenceUid),
        Modality = One(header.Modality),
        ImageType = One(header.ImageType),
        SeriesDescription = One(header.SeriesDescription),
        ProtocolName = One(header.ProtocolName),
        Manufacturer = One(header.Manufacturer),
        ModelName = One(header.ModelName),
        Institution = One(header.Institution),
        StackKey = One(header.StackKey),
        Positions = [.. header.Positions],
        FrameHeaders = [.. header.FrameHeaders.Select(f => f with { StackKey = One(f.StackKey) })],
    };

    private string One(string text) => text.Length == 0 ? string.Empty : texts.GetOrAdd(text, text);
}
