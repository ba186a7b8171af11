using System.Text.Encodings.Web;
using System.Text.Json;
using MedMim.Foundation.Failures;
using MedMim.Foundation.Files;
using MedMim.Imaging.Volumes;
using MedMim.Studies.Protocols;

namespace MedMim.Studies.Planning;

/// <summary>
/// <c>plan.json</c>: the numbers that were found for what the protocol leaves to the data. To train with others, a person
/// writes them into the protocol.
/// </summary>
public sealed record PlanFile
{
    /// <summary>Its name in the run's folder and in each model's.</summary>
    public const string Name = "plan.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The network.</summary>
    public required string Preset { get; init; }

    /// <summary>Median spacing of the prepared training cases along z, y, x, mm.</summary>
    public required IReadOnlyList<double> SpacingMm { get; init; }

    /// <summary>Median size of the prepared training cases, [z, y, x] in voxels.</summary>
    public required IReadOnlyList<int> MedianShape { get; init; }

    /// <summary>How many training cases that are.</summary>
    public required int TrainingCases { get; init; }

    /// <summary>The crop, [z, y, x] in voxels.</summary>
    public required IReadOnlyList<int> PatchSize { get; init; }

    /// <summary>Crops in a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The memory that training may take, GiB.</summary>
    public required double MemoryBudget { get; init; }

    /// <summary>The memory that fine-tuning is estimated to take on a processor, GiB.</summary>
    public required double EstimatedMemory { get; init; }

    /// <summary>What a person should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether a protocol leaves anything to a plan.</summary>
    public static bool IsNeeded(StudyProtocol protocol) => protocol.Model.PatchSize is null
        || protocol.Pretraining is { BatchSize: null } || protocol.Finetuning is { BatchSize: null };

    /// <summary>The protocol with a plan's numbers for what it leaves open.</summary>
    /// <param name="protocol">The protocol; itself where it leaves nothing open.</param>
    /// <param name="path">The plan.</param>
    /// <exception cref="InputException">The plan cannot be read.</exception>
    public static StudyProtocol Apply(StudyProtocol protocol, string path)
    {
        if (!IsNeeded(protocol))
        {
            return protocol;
        }

        var plan = Read(path);
        return protocol with
        {
            Model = protocol.Model with
            {
                PatchSize = protocol.Model.PatchSize ?? new GridSize(plan.PatchSize[0], plan.PatchSize[1], plan.PatchSize[2]),
            },
            Pretraining = protocol.Pretraining is { } pretraining ? pretraining with { BatchSize = pretraining.BatchSize ?? plan.BatchSize } : null,
            Finetuning = protocol.Finetuning is { } finetuning ? finetuning with { BatchSize = finetuning.BatchSize ?? plan.BatchSize } : null,
        };
    }

    internal void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");

    private static PlanFile Read(string path)
    {
        try
        {
            var plan = JsonSerializer.Deserialize<PlanFile>(File.ReadAllBytes(path), Json);
            return plan is { PatchSize.Count: 3 } ? plan : throw new JsonException("no patch_size of three numbers");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InputException(path, $"is no plan: {e.Message}", "Delete it; the run makes it again.", e);
        }
    }
}
