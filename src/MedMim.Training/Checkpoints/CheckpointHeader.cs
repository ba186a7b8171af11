using System.Text.Json;
using System.Text.Json.Serialization;
using MedMim.Foundation.Files;

namespace MedMim.Training.Checkpoints;

/// <summary>
/// The small file beside a checkpoint's tensors; written last, so that a checkpoint without it does not count.
/// </summary>
public sealed record CheckpointHeader
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the layout.</summary>
    [JsonPropertyName("format")]
    [JsonRequired]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Steps done: the next one is this step, counted from 0.</summary>
    [JsonPropertyName("step")]
    public required long Step { get; init; }

    /// <summary>Digest of the options and of the run's identity.</summary>
    [JsonPropertyName("options")]
    public required string Options { get; init; }

    /// <summary>Digest of the names and shapes of all tensors.</summary>
    [JsonPropertyName("architecture")]
    public required string Architecture { get; init; }

    /// <summary>Digest of the tensor file.</summary>
    [JsonPropertyName("tensors")]
    public string Tensors { get; init; } = string.Empty;

    /// <summary>Digest of everything above.</summary>
    [JsonPropertyName("header")]
    public string Header { get; init; } = string.Empty;

    /// <summary>Whether the header is as it was written.</summary>
    [JsonIgnore]
    public bool IsSound => Header == Digest();

    /// <summary>The header with its own digest.</summary>
    public CheckpointHeader Sealed() => this with { Header = Digest() };

    private string Digest() => ContentDigest.OfText(JsonSerializer.Serialize(this with { Header = string.Empty }));
}
