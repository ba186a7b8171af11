using MedMim.Foundation.Failures;

namespace MedMim.Training.Options;

/// <summary>
/// Range checks of options; each throws an <see cref="InputException"/> that names the option and its range.
/// </summary>
public static class OptionRange
{
    /// <summary>An integer of at least <paramref name="minimum"/>.</summary>
    public static void AtLeast(string name, long value, long minimum)
    {
        if (value < minimum)
        {
            throw Outside(name, value, $"at least {minimum}");
        }
    }

    /// <summary>A finite number above 0.</summary>
    public static void Positive(string name, double value)
    {
        if (!(double.IsFinite(value) && value > 0))
        {
            throw Outside(name, value, "a positive number");
        }
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public static void Within(string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
        {
            throw Outside(name, value, FormattableString.Invariant($"from {low} to {high}"));
        }
    }

    /// <summary>A number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    public static void Below(string name, double value, double low, double high)
    {
        if (!(value >= low && value < high))
        {
            throw Outside(name, value, FormattableString.Invariant($"at least {low} and below {high}"));
        }
    }

    /// <summary>A member of its enumeration.</summary>
    public static void Defined<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw Outside(name, value, "one of " + string.Join(", ", Enum.GetNames<T>()));
        }
    }

    private static InputException Outside(string name, IFormattable value, string range) =>
        new(name, FormattableString.Invariant($"is {value}"), $"Give {range}.");
}
