using MedMim.Foundation.Failures;
using MedMim.Studies.Protocols.Reading;

namespace MedMim.Studies.Protocols.Validation;

/// <summary>Turns what is wrong with a document into the one exception that the person sees.</summary>
internal static class DocumentErrors
{
    /// <exception cref="InputException">There are errors; they are listed by their place.</exception>
    public static void ThrowIfAny(string name, IEnumerable<ProtocolError> errors)
    {
        var all = errors.Distinct().OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column).ToList();
        if (all.Count > 0)
        {
            throw Refuse(name, all);
        }
    }

    // The first error makes the exception's subject, so that the message is one line an error, all in one form.
    public static InputException Refuse(string name, List<ProtocolError> errors)
    {
        var rest = errors.Skip(1).Select(e => $"\n{Place(name, e)}: {e.Problem}. {e.Remedy}");
        return new InputException(
            Place(name, errors[0]), errors[0].Problem, errors[0].Remedy + string.Concat(rest));
    }

    private static string Place(string name, ProtocolError error) =>
        FormattableString.Invariant($"{name}:{error.Position.Line}:{error.Position.Column}");
}
