using System.Globalization;
using MedMim.Pretraining.Benchmarks;
using MedMim.Training.Options;

namespace MedMim.Cli.Verbs;

/// <summary>What <c>medmim bench pretrain</c> prints: a name and a value a line, which <c>bench/run</c> reads too.</summary>
internal static class PretrainTable
{
    private const int ShownOperators = 12;

    public static void Print(PretrainMeasurement measured, TextWriter output)
    {
        foreach (var (name, value) in Rows(measured))
        {
            output.WriteLine($"{name,-14}  {value.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static IEnumerable<(string Name, FormattableString Value)> Rows(PretrainMeasurement measured)
    {
        var (shares, ceiling) = (measured.Shares, measured.Ceiling);
        yield return ("device", $"{measured.Device}");
        yield return ("samples/s", $"{measured.SamplesPerSecond:0.000}");
        yield return ("step", $"{measured.StepSeconds * 1000:0.0} ms (median), {measured.FastestStepSeconds * 1000:0.0} ms (fastest)");
        yield return ("of which", $"data {shares.Data:P1}, forward {shares.Forward:P1}, loss {shares.Loss:P1}, backward {shares.Backward:P1}, optimizer {shares.Update:P1}");
        yield return ("processor time", $"{measured.StepCpuSeconds:0.000} s a step");
        yield return ("data wait", $"{shares.Data:P1} of the time");
        yield return ("peak memory", measured.DevicePeakMiB is { } gpu ? $"{gpu:0} MiB of the GPU, {measured.PeakMiB:0} MiB of the host" : (FormattableString)$"{measured.PeakMiB:0} MiB");
        yield return ("parameters", $"{measured.Parameters}");
        yield return ("work", $"{measured.StepFlops / 1e9:0.0} GFLOP a step");
        yield return ("matmul ceiling", $"{ceiling.Flops / 1e9:0} GFLOP/s ({(ceiling.Type == Precision.BFloat16 ? "bf16" : "fp32")}, {ceiling.Edge}²)");
        yield return ("share of it", $"{measured.CeilingShare:P1}");
        if (measured.Tokens is { } tokens)
        {
            yield return ("kept tokens", $"{tokens.Ratio:0.000} × the forward pass of all ({tokens.KeptSeconds * 1000:0.0} ms of {tokens.AllSeconds * 1000:0.0} ms) at {TokenDropping.MaskRatio:P0} masked; autoencoder {tokens.AutoencoderSeconds * 1000:0.0} ms");
        }

        yield return ("encoder", $"{measured.EncoderDigest}");
        var all = measured.Operators.Sum(o => o.Seconds);
        foreach (var operation in measured.Operators.Take(ShownOperators))
        {
            yield return ("operator", $"{operation.Seconds / all,6:P1}  {operation.Name} ({operation.Calls} calls)");
        }
    }
}
