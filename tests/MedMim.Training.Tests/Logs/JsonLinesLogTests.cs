using MedMim.Training.Logs;

namespace MedMim.Training.Tests.Logs;

public sealed class JsonLinesLogTests
{
    [Fact]
    public void WritesOneObjectALine()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 0, 0, 1);

        Assert.Equal("{\"step\":0,\"loss\":0.1}\n{\"step\":1,\"loss\":0.1}\n", File.ReadAllText(folder.File("log.jsonl")));
    }

    [Fact]
    public void ResumingDropsLinesThatWillBeWrittenAgain()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 0, 0, 1, 2, 3);
        Write(folder, 2, 2, 3);

        Assert.Equal(
            [0, 1, 2, 3], File.ReadAllLines(folder.File("log.jsonl")).Select(l => l["{\"step\":".Length] - '0'));
    }

    [Fact]
    public void ResumingDropsATornLastLine()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 0, 0, 1);
        File.AppendAllText(folder.File("log.jsonl"), "{\"step\":1,\"lo");
        Write(folder, 2, 2);

        Assert.Equal(3, File.ReadAllLines(folder.File("log.jsonl")).Length);
    }

    [Fact]
    public void ALineThatIsNoJsonEndsWhatIsKept()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("log.jsonl"), "{\"step\":0}\nnonsense\n{\"step\":1}\n");
        Write(folder, 5, 5);

        Assert.Equal(["{\"step\":0}", "{\"step\":5,\"loss\":0.1}"], File.ReadAllLines(folder.File("log.jsonl")));
    }

    private static void Write(TemporaryFolder folder, long start, params long[] steps)
    {
        using var log = new JsonLinesLog(folder.File("log.jsonl"), start);
        foreach (var step in steps)
        {
            log.Append(step, [new("loss", 0.1f)]);
        }
    }
}
