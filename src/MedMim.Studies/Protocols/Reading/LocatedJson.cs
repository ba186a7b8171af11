using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace MedMim.Studies.Protocols.Reading;

/// <summary>A protocol as JSON, with the place in the YAML file that each token came from.</summary>
internal sealed class LocatedJson
{
    private readonly Dictionary<JToken, SourcePosition> positions = new(ReferenceComparer.Instance);

    public JToken Root { get; set; } = JValue.CreateNull();

    /// <summary>Notes where a token came from.</summary>
    public T Locate<T>(T token, SourcePosition position)
        where T : JToken
    {
        positions[token] = position;
        return token;
    }

    /// <summary>Where a token came from; for one that is not in the file, its nearest parent.</summary>
    public SourcePosition PositionOf(JToken? token)
    {
        for (var t = token; t is not null; t = t.Parent)
        {
            if (positions.TryGetValue(t, out var position))
            {
                return position;
            }
        }

        return new SourcePosition(1, 1);
    }

    /// <summary>Where the value under these keys came from; where a key is missing, its parent.</summary>
    public SourcePosition PositionAt(params string[] keys)
    {
        var token = Root;
        foreach (var key in keys)
        {
            if ((token as JObject)?[key] is not { } below)
            {
                break;
            }

            token = below;
        }

        return PositionOf(token);
    }

    /// <summary>The value under these keys; null where there is none.</summary>
    public JToken? At(params string[] keys) => keys.Aggregate((JToken?)Root, (token, key) => (token as JObject)?[key]);

    // Tokens compare by content; two equal values stand in two places.
    private sealed class ReferenceComparer : IEqualityComparer<JToken>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(JToken? x, JToken? y) => ReferenceEquals(x, y);

        public int GetHashCode(JToken obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
