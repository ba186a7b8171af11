namespace MedMim.Evaluation.Tests.Metrics;

/// <summary>A figure against its golden number, to 1e-9; null stands for an undefined one.</summary>
internal static class Figure
{
    public static void Equals(double? expected, double? actual)
    {
        if (expected is not { } number || double.IsInfinity(number))
        {
            Assert.Equal(expected, actual is { } value && double.IsNaN(value) ? null : actual);
            return;
        }

        Assert.Equal(number, actual!.Value, 1e-9);
    }
}
