using MedMim.Models.Native;
using MedMim.Pretraining.Benchmarks;
using static TorchSharp.torch;

namespace MedMim.Pretraining.Tests.Benchmarks;

public sealed class OperatorTimeTests
{
    [Fact]
    public void An_operator_is_charged_what_those_it_called_did_not_take()
    {
        var times = OperatorTime.Of(
        [
            new("linear", "1", 0, 100), new("copy", "1", 10, 20), new("mm", "1", 40, 50), new("copy", "1", 50, 10),
            new("linear", "1", 100, 30), new("mm", "2", 0, 7),
        ]).ToDictionary(t => t.Name);

        Assert.Equal((2, 60e-6), (times["linear"].Calls, Math.Round(times["linear"].Seconds, 9)));
        Assert.Equal((2, 30e-6), (times["copy"].Calls, Math.Round(times["copy"].Seconds, 9)));
        Assert.Equal((2, 47e-6), (times["mm"].Calls, Math.Round(times["mm"].Seconds, 9)));
        Assert.Empty(OperatorTime.Of([]));
    }

    [Fact]
    public void Libtorchs_recorder_tells_what_ran_between_its_begin_and_end()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var scope = NewDisposeScope();
            var a = ones(64, 64);
            _ = a.mm(a);
            using (new OperatorProfile(path))
            {
                _ = a.mm(a).sigmoid();
                _ = a.mm(a);
            }

            _ = a.mm(a);
            var times = OperatorTime.Read(path);
            Assert.Equal(2, Assert.Single(times, t => t.Name == "aten::mm").Calls);
            Assert.Equal(1, Assert.Single(times, t => t.Name == "aten::sigmoid").Calls);
            Assert.All(times, t => Assert.True(t.Seconds >= 0));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
