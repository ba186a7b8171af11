using MedMim.Imaging.Formats;
using MedMim.Phantom;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>Which scans: exactly one of <see cref="Phantom"/> and <see cref="Archive"/> is set.</summary>
public sealed record DataSection
{
    /// <summary>A generated archive.</summary>
    public PhantomOptions? Phantom { get; init; }

    /// <summary>The folder of scans, relative to the data folder, never leading out of it.</summary>
    public string? Archive { get; init; }

    /// <summary>Where reference segmentations are.</summary>
    public LabelsSection Labels { get; init; } = new();

    /// <summary>How to take volume files that do not say which way they lie.</summary>
    public AssumedOrientation AssumeOrientation { get; init; }

    /// <summary>The channels of a case, in their order; none where every scan is a case of its own.</summary>
    public IReadOnlyList<ChannelSection> Channels { get; init; } = [];

    /// <summary>Only series of these DICOM modalities (CT, MR, PT, OT); all if empty.</summary>
    public IReadOnlyList<string> Modalities { get; init; } = [];
}
