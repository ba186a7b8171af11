using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>
/// Reads plain YAML into JSON: one document of mappings, lists and scalars; anchors and aliases, but no tags and no
/// merge keys. Depth and size are bounded, aliases counted by what they unfold to, so a hostile file costs nothing.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 10_000;

    private readonly string[] lines;
    private readonly Parser parser;
    private readonly LocatedJson json = new();
    private readonly Dictionary<string, JToken> anchors = new(StringComparer.Ordinal);
    private int nodes;

    private YamlReader(string text)
    {
        lines = text.Split('\n');
        parser = new Parser(new StringReader(text));
    }

    /// <exception cref="ProtocolSyntaxException">The text is not plain YAML.</exception>
    public static LocatedJson Read(string text)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            throw reader.Syntax(e.Start, e.Message);
        }
        catch (InvalidOperationException)
        {
            // The parser's answer to some malformed texts, without a place; the last thing read is near it.
            throw reader.Syntax(reader.parser.Current?.Start ?? new Mark(0, 1, 1), "something stands where it may not");
        }
    }

    private LocatedJson Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            throw Fail(new Mark(0, 1, 1), "the file is empty", "Begin with 'medmim: 1'; protocols/quickstart.yaml is an example.");
        }

        parser.Consume<DocumentStart>();
        json.Root = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            throw Fail(second.Start, "a second document begins here", "Put each protocol into a file of its own.");
        }

        return json;
    }

    private JToken Value(int depth)
    {
        var start = parser.Current!.Start;
        Count(start, 1);
        if (depth > MaxDepth)
        {
            throw Fail(start, "this is nested too deeply", $"Nest at most {MaxDepth} levels.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Alias(alias);
        }

        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            throw Fail(tagged.Start, $"the tag '{tagged.Tag}' is not understood", "Leave the tag out.");
        }

        var anchor = ((NodeEvent)parser.Current).Anchor;
        JToken value = parser.Current switch
        {
            MappingStart => Mapping(depth),
            SequenceStart => Sequence(depth),
            _ => Scalar(parser.Consume<Scalar>()),
        };
        json.Locate(value, At(start));
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = value;
        }

        return value;
    }

    private JObject Mapping(int depth)
    {
        parser.Consume<MappingStart>();
        var mapping = new JObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Fail(start, "a key is not a word", "Write 'key: value'.");
            }

            if (mapping.ContainsKey(key.Value))
            {
                throw Fail(start, $"the key '{key.Value}' stands here a second time", "Keep one of the two.");
            }

            mapping.Add(json.Locate(new JProperty(key.Value, Value(depth + 1)), At(start)));
        }

        return mapping;
    }

    private JArray Sequence(int depth)
    {
        parser.Consume<SequenceStart>();
        var sequence = new JArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            sequence.Add(Value(depth + 1));
        }

        return sequence;
    }

    private JToken Alias(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var original))
        {
            throw Fail(alias.Start, $"there is no anchor '&{alias.Value.Value}' before this", "Define it above.");
        }

        Count(alias.Start, original is JContainer container ? container.DescendantsAndSelf().Take(MaxNodes + 1).Count() : 1);
        return json.Locate(original.DeepClone(), At(alias.Start));
    }

    private static JValue Scalar(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain ? PlainScalar.Resolve(scalar.Value) : new JValue(scalar.Value);

    private void Count(Mark mark, int more)
    {
        nodes += more;
        if (nodes > MaxNodes)
        {
            throw Fail(mark, $"the file unfolds to more than {MaxNodes} values", "Write a shorter protocol.");
        }
    }

    // A tab confuses the parser in many ways and places, so it is looked for by itself.
    private ProtocolSyntaxException Syntax(Mark mark, string message)
    {
        for (var line = Math.Max(1, (int)mark.Line); line <= lines.Length; line++)
        {
            var tab = lines[line - 1].TakeWhile(char.IsWhiteSpace).ToList().IndexOf('\t');
            if (tab >= 0)
            {
                return Fail(new Mark(0, line, tab + 1), "a tab indents this line", "Indent with spaces.");
            }
        }

        return Fail(mark, "this is not YAML: " + message.TrimEnd('.'), "Check indentation, brackets and quotes.");
    }

    private static ProtocolSyntaxException Fail(Mark mark, string problem, string remedy) =>
        new(new ProtocolError(At(mark), problem, remedy));

    private static SourcePosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
