using MedMim.Training.Logs;

namespace MedMim.Training.Tests.Logs;

public sealed class LossLogTests
{
    [Fact]
    public void WhatWasLoggedIsReadBack()
    {
        using var folder = new TemporaryFolder();
        using (var log = new JsonLinesLog(folder.File("log.jsonl"), 0))
        {
            log.Append(0, [new("loss", 0.5), new("learning_rate", 1e-3)]);
            log.Append(4, [new("loss", double.NaN)]);
            log.Append(8, [new("dice", 0.25)]);
            log.Append(12, [new("loss", 0.1)]);
        }

        Assert.Equal([new(0, 0.5), new(12, 0.1)], LossLog.Read(folder.Root));
    }

    [Fact]
    public void ACutOffLineEndsTheLogAndNoLogIsNoLosses()
    {
        using var folder = new TemporaryFolder();
        Assert.Empty(LossLog.Read(folder.Root));
        File.WriteAllText(folder.File("log.jsonl"), "{\"step\":0,\"loss\":2}\n{\"step\":1,\"lo");
        Assert.Equal([new(0, 2)], LossLog.Read(folder.Root));
    }
}
