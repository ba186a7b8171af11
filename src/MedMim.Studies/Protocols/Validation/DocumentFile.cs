using System.Text;
using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>A kind of YAML file that people write, with a schema: protocols, policies.</summary>
/// <param name="kind">What it is called: <c>protocol</c>.</param>
/// <param name="maxKibibytes">A larger file is none.</param>
/// <param name="example">A file of the kind, beside the program's sources.</param>
/// <param name="schema">What it must fit.</param>
internal sealed class DocumentFile(string kind, int maxKibibytes, string example, DocumentSchema schema)
{
    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <exception cref="InputException">It cannot be read, is too large, or no UTF-8.</exception>
    public string Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (stream.Length > maxKibibytes * 1024L)
            {
                throw new InputException(path, $"is larger than {maxKibibytes} KiB", $"This is not a {kind}.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "cannot be read", $"Name a {kind} file, such as {example}.", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException(path, "is not UTF-8 text", "Save it as UTF-8.", e);
        }
    }

    /// <summary>What a text says, if it fits the schema.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It does not; every error is listed as <c>file:line:column: problem. remedy</c>.</exception>
    public LocatedJson Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var json = YamlReader.Read(text);
            DocumentErrors.ThrowIfAny(name, schema.Validate(json));
            return json;
        }
        catch (ProtocolSyntaxException e)
        {
            throw DocumentErrors.Refuse(name, [e.Error]);
        }
    }
}
