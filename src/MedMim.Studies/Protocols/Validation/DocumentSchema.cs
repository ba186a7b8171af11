using MedMim.Studies.Protocols.Reading;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>
/// A JSON Schema that the program carries within itself, and what a document that does not fit it is told: the place, the
/// nearest name, what is expected.
/// </summary>
/// <param name="resource">The schema's file, as in <c>protocols/</c>.</param>
/// <param name="example">A document that fits.</param>
/// <param name="beginning">The first line of one.</param>
internal sealed class DocumentSchema(string resource, string example, string beginning)
{
    /// <summary>The schema's text.</summary>
    public string Text { get; } = ReadResource(resource);

    private Lazy<JsonSchema> Schema { get; } =
        new(() => JsonSchema.FromJsonAsync(ReadResource(resource)).GetAwaiter().GetResult());

    /// <summary>What in a document does not fit the schema.</summary>
    public IEnumerable<ProtocolError> Validate(LocatedJson json) => json.Root is JObject
        ? Schema.Value.Validate(json.Root).SelectMany(e => Flatten(e, json.Root)).Select(e => Explain(e, json))
        : [new(json.PositionOf(json.Root), "this is not a mapping of keys to values", $"Begin with '{beginning}'.")];

    // An error in an entry of a list or a free mapping comes wrapped; the one inside says what is wrong.
    // Of alternatives, a mapping can only have been meant for the one that is a mapping.
    private static IEnumerable<ValidationError> Flatten(ValidationError error, JToken root) => error switch
    {
        ChildSchemaValidationError
        {
            Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid,
        } wrapper => wrapper.Errors.Values.SelectMany(e => e).SelectMany(e => Flatten(e, root)),
        ChildSchemaValidationError { Kind: ValidationErrorKind.NotAnyOf } either
            when Find(error, root) is JObject && either.Errors.Keys.FirstOrDefault(s => s.ActualSchema.Type == JsonObjectType.Object) is { } mapping
            => either.Errors[mapping].SelectMany(e => Flatten(e, root)),
        _ => [error],
    };

    private ProtocolError Explain(ValidationError error, LocatedJson json)
    {
        var schema = error.Schema.ActualSchema;
        var token = Find(error, json.Root);
        var position = json.PositionOf(token);
        var given = token is JContainer or null ? "" : $" '{Shorten(token.ToString())}'";
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => UnknownKey(error, schema, position),
            ValidationErrorKind.PropertyRequired => new(
                position, $"the key '{error.Property}' is missing", $"Add it; {example} is an example."),
            ValidationErrorKind.NotInEnumeration => UnknownWord(schema, token, position, given),
            _ => new(position, $"{NameOf(token)}{given} is not {Expected(schema, error.Kind)}", Meaning(schema)),
        };
    }

    private ProtocolError UnknownKey(ValidationError error, JsonSchema schema, SourcePosition position)
    {
        var key = error.Property ?? "";
        var nearest = NearestName.Find(key, schema.ActualProperties.Keys);
        var elsewhere = Schema.Value.ActualProperties.Concat(Schema.Value.Definitions.SelectMany(d =>
                d.Value.ActualProperties.Select(p => KeyValuePair.Create(d.Key, p.Value)).Where(p => p.Value.Name == key)))
            .FirstOrDefault(p => p.Value.Name == key);
        var hint = nearest is not null ? $"; nearest valid name '{nearest}'"
            : elsewhere.Key is null || elsewhere.Key == key ? "" : $"; it belongs under '{elsewhere.Key}'";
        return new(
            position, $"unknown key '{Shorten(key)}'{hint}", $"Valid here: {string.Join(", ", schema.ActualProperties.Keys)}.");
    }

    private static ProtocolError UnknownWord(JsonSchema schema, JToken? token, SourcePosition position, string given)
    {
        var words = schema.Enumeration.Select(e => e?.ToString() ?? "").ToList();
        var nearest = NearestName.Find(token?.ToString() ?? "", words);
        return new(
            position,
            $"{NameOf(token)}{given} is not known" + (nearest is null ? "" : $"; nearest valid name '{nearest}'"),
            $"Choose {(words.Count == 1 ? words[0] : "one of " + string.Join(", ", words))}.");
    }

    private static string Expected(JsonSchema schema, ValidationErrorKind kind)
    {
        if (schema.Title is { Length: > 0 } title && schema.AnyOf.Count > 0)
        {
            return title;
        }

        var type = schema.Type switch
        {
            JsonObjectType.Integer => "a whole number",
            JsonObjectType.Number => "a number",
            JsonObjectType.Boolean => "true or false",
            JsonObjectType.String => "a text",
            JsonObjectType.Array => "a list",
            JsonObjectType.Object => "a mapping of keys to values ({} takes all defaults)",
            _ => "valid",
        };
        return kind switch
        {
            ValidationErrorKind.TooFewItems or ValidationErrorKind.TooManyItems =>
                schema.MinItems == schema.MaxItems ? $"a list of {schema.MinItems}" : $"a list of at least {schema.MinItems}",
            ValidationErrorKind.TooFewProperties => $"a mapping of at least {schema.MinProperties}",
            ValidationErrorKind.TooManyProperties => $"a mapping of at most {schema.MaxProperties}",
            ValidationErrorKind.ItemsNotUnique => "a list without repetition",
            ValidationErrorKind.PatternMismatch => $"of the form {schema.Pattern}",
            _ => type + Range(schema),
        };
    }

    private static string Range(JsonSchema schema)
    {
        var low = schema.Minimum is { } min ? FormattableString.Invariant($"at least {min}")
            : schema.ExclusiveMinimum is { } above ? FormattableString.Invariant($"above {above}") : null;
        var high = schema.Maximum is { } max ? FormattableString.Invariant($"at most {max}")
            : schema.ExclusiveMaximum is { } below ? FormattableString.Invariant($"below {below}") : null;
        var range = string.Join(" and ", new[] { low, high }.Where(r => r is not null));
        return range.Length > 0 ? ", " + range : "";
    }

    private string Meaning(JsonSchema schema) => schema.Description is { Length: > 0 } text
        ? "Meaning: " + text
        : $"See protocols/{resource}.";

    // The token at the error's path: for an unknown key its property, for a missing one the mapping that lacks it.
    private static JToken? Find(ValidationError error, JToken root)
    {
        var path = (error.Path ?? "").TrimStart('#').TrimStart('/');
        if (error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed)
        {
            var named = ((JContainer)root).Descendants().OfType<JProperty>().Where(p => p.Name == error.Property).ToList();
            return named.Find(p => $"{p.Parent!.Path}.{p.Name}".TrimStart('.') == path) ?? named.FirstOrDefault();
        }

        if (error.Kind == ValidationErrorKind.PropertyRequired)
        {
            path = path[..Math.Max(0, path.LastIndexOf('.'))];
        }

        return ((JContainer)root).DescendantsAndSelf().FirstOrDefault(t => t is not JProperty && PathOf(t) == path) ?? root;
    }

    // As NJsonSchema writes paths: names are not quoted, whatever they hold.
    private static string PathOf(JToken token) => token.Parent switch
    {
        JProperty property => $"{PathOf(property.Parent!)}.{property.Name}".TrimStart('.'),
        JArray array => $"{PathOf(array)}[{array.IndexOf(token)}]",
        _ => "",
    };

    private static string NameOf(JToken? token)
    {
        for (var t = token; t is not null; t = t.Parent)
        {
            if (t is JProperty property)
            {
                return $"{Shorten(property.Name)}:";
            }
        }

        return "this";
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string ReadResource(string resource)
    {
        using var stream = typeof(DocumentSchema).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
