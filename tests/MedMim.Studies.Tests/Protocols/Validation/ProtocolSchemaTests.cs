using System.Text.Json.Nodes;
using MedMim.Imaging.Formats;
using MedMim.Phantom;
using MedMim.Studies.Protocols;
using MedMim.Studies.Protocols.Reading;
using MedMim.Studies.Protocols.Sections;

namespace MedMim.Studies.Tests.Protocols.Validation;

/// <summary>The schema, the records and what both say of defaults stay in step.</summary>
public class ProtocolSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(ProtocolFile.Schema)!.AsObject();

    private static readonly Dictionary<string, object> Sections = new(StringComparer.Ordinal)
    {
        ["data"] = new DataSection(),
        ["phantom"] = new PhantomOptions(),
        ["labels"] = new LabelsSection(),
        ["preparation"] = new PreparationSection(),
        ["split"] = new SplitSection(),
        ["model"] = new ModelSection(),
        ["pretraining"] = new PretrainingSection(),
        ["masking"] = new MaskingSection(),
        ["weights"] = new WeightsSection(),
        ["augmentation"] = new AugmentationSection(),
        ["intensities"] = new IntensitiesSection(),
        ["curriculum"] = new CurriculumSection(),
        ["teacher"] = new TeacherSection(),
        ["finetuning"] = new FinetuningSection(),
        ["detection"] = new DetectionSection(),
        ["comparison"] = new ComparisonSection(),
        ["prediction"] = new PredictionSection(),
        ["evaluation"] = new EvaluationSection(),
        ["report"] = new ReportSection(),
    };

    [Fact]
    public void The_program_carries_the_tracked_schema() => Assert.Equal(
        File.ReadAllText(Path.Combine(ProtocolFiles.Folder, "protocol.schema.json")), ProtocolFile.Schema);

    [Fact]
    public void Every_section_of_the_schema_is_a_record() => Assert.Equal(
        Sections.Keys.Order(StringComparer.Ordinal),
        Schema["definitions"]!.AsObject().Select(d => d.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_key_is_a_property_with_the_same_default_and_a_description()
    {
        var all = Sections.Select(s => (s.Key, Object: s.Value, Schema: Schema["definitions"]![s.Key]!.AsObject()))
            .Append(("", new StudyProtocol(), Schema));
        foreach (var (section, record, schema) in all)
        {
            var defaults = System.Text.Json.JsonSerializer.SerializeToNode(record, record.GetType(), ProtocolJson.Options)!.AsObject();
            var properties = schema["properties"]!.AsObject();
            Assert.Equal(
                defaults.Select(d => d.Key).Order(StringComparer.Ordinal), properties.Select(p => p.Key).Order(StringComparer.Ordinal));
            Assert.False(schema["additionalProperties"]!.GetValue<bool>());
            Assert.NotEmpty(schema["description"]!.GetValue<string>());
            foreach (var (key, property) in properties)
            {
                if (property!["$ref"] is { } reference)
                {
                    Assert.Equal("#/definitions/" + key, reference.GetValue<string>());
                    continue;
                }

                Assert.EndsWith(".", property["description"]!.GetValue<string>(), StringComparison.Ordinal);
                Assert.True(
                    property["default"] is { } value ? SameValue(value, defaults[key]) : HasNoDefault(section, key),
                    $"{section}.{key}: schema {property["default"]?.ToJsonString()}, record {defaults[key]?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Words_of_the_schema_are_the_members_of_the_enumerations()
    {
        static IEnumerable<string> Words<T>(params T[] values) => values.Select(
            v => System.Text.Json.JsonSerializer.SerializeToNode(v, ProtocolJson.Options)!.GetValue<string>());
        IEnumerable<string> Of(string section, string key, string? below = null)
        {
            var property = Schema["definitions"]![section]!["properties"]![key]!;
            return (below is null ? property : property[below]!)["enum"]!.AsArray().Select(w => w!.GetValue<string>());
        }

        Assert.Equivalent(Words(Enum.GetValues<OrientationName>()), Of("preparation", "orientation"));
        Assert.Equivalent(Words(Enum.GetValues<AssumedOrientation>()), Of("data", "assume_orientation"));
        Assert.Equivalent(Words(Enum.GetValues<CropName>()), Of("preparation", "crop"));
        Assert.Equivalent(Words(Enum.GetValues<BiasCorrectionName>()), Of("preparation", "bias_correction"));
        Assert.Equivalent(Words(Enum.GetValues<OptimizerName>()), Of("pretraining", "optimizer"));
        Assert.Equivalent(Words(Enum.GetValues<ScheduleName>()), Of("finetuning", "schedule"));
        Assert.Equivalent(Words(Enum.GetValues<PrecisionName>()), Of("pretraining", "precision"));
        Assert.Equivalent(Words(Enum.GetValues<LossName>()), Of("pretraining", "loss"));
        Assert.Equivalent(Words(Enum.GetValues<ObjectiveName>()), Of("pretraining", "objective"));
        Assert.Equivalent(Words(Enum.GetValues<LabelOrigin>()), Of("labels", "source"));
        Assert.Equivalent(Words(Enum.GetValues<ArmName>()), Of("finetuning", "arms", "items"));
        Assert.Equivalent(Words(Enum.GetValues<PairingName>()), Of("comparison", "pairing"));
        Assert.Equivalent(Words(Enum.GetValues<ComputeName>()), Of("comparison", "compute"));
        Assert.Equivalent(Words(Enum.GetValues<BaselineName>()), Of("evaluation", "baselines", "items"));
        Assert.Equivalent(Words(Enum.GetValues<ScanDisplayName>()), Of("report", "scans"));
    }

    // A study must say these itself.
    private static bool HasNoDefault(string section, string key) =>
        (section, key) is ("", "medmim" or "name") or ("data", "archive") or ("pretraining", "encoder") or ("comparison", "arms");

    private static bool SameValue(JsonNode expected, JsonNode? actual) => actual is not null
        && (JsonNode.DeepEquals(expected, actual) || expected.ToJsonString().TrimEnd('0').TrimEnd('.') == actual.ToJsonString().TrimEnd('0').TrimEnd('.'));
}
