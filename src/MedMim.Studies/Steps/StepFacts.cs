using System.Globalization;

namespace MedMim.Studies.Steps;

/// <summary>Facts of a receipt, written the same on every machine.</summary>
internal sealed class StepFacts : SortedDictionary<string, string>
{
    public StepFacts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>What the step worked through, for its throughput.</summary>
    public static StepFacts Of(long units, string unit) => new StepFacts().With("units", units).With("unit", unit);

    public StepFacts With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public StepFacts With(string name, string value)
    {
        this[name] = value;
        return this;
    }
}
