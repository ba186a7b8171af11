using System.Globalization;
using MedMim.FineTuning.Benchmarks;

namespace MedMim.Cli.Verbs;

/// <summary>What <c>medmim bench predict</c> prints: a name and a value a line, which <c>bench/run</c> reads too.</summary>
internal static class PredictTable
{
    public static void Print(PredictMeasurement measured, TextWriter output)
    {
        Row("voxels/s", $"{measured.Voxels / measured.PredictSeconds:0}");
        Row("prepare", $"{measured.PrepareSeconds:0.00} s");
        Row("predict", $"{measured.PredictSeconds:0.00} s");
        Row("processor time", $"{measured.CpuSeconds:0.00} s");
        Row("with the model", Memory(measured.Model));
        Row("a batch alone", Memory(measured.Forward));
        Row("preparing", Memory(measured.Prepare));
        Row("predicting", Memory(measured.Predict));

        void Row(string name, FormattableString value) => output.WriteLine($"{name,-14}  {value.ToString(CultureInfo.InvariantCulture)}");
    }

    private static FormattableString Memory(ResidentMemory memory) =>
        $"{memory.Total:0} MiB (anonymous {memory.Anonymous:0}, files {memory.Files:0})";
}
