using System.Text;
using MedMim.Foundation.Failures;
using MedMim.Training.Checkpoints;

namespace MedMim.Training.Tests.Checkpoints;

public sealed class CheckpointFolderTests
{
    [Fact]
    public void NoneAtFirst()
    {
        using var temporary = new TemporaryFolder();

        Assert.Null(new CheckpointFolder(temporary.File("none")).OpenLatest("o", "a"));
    }

    [Fact]
    public void KeepsTheTwoLatest()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20, 30);

        Assert.Equal(30, folder.OpenLatest("o", "a")!.Header.Step);
        Assert.Equal(
            ["step-00000020.json", "step-00000020.safetensors", "step-00000030.json", "step-00000030.safetensors"],
            Directory.EnumerateFiles(temporary.Root).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("step-00000020.safetensors", 0)]
    [InlineData("step-00000020.json", 1)] // all but the line's end
    public void EveryByteFlippedInTheLatestMakesTheOtherTheLatest(string name, int spared)
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        var path = temporary.File(name);
        var intact = File.ReadAllBytes(path);
        for (var i = 0; i < intact.Length - spared; i++)
        {
            var flipped = intact.ToArray();
            flipped[i] ^= 1;
            File.WriteAllBytes(path, flipped);
            Assert.Equal(10, folder.OpenLatest("o", "a")!.Header.Step);
        }
    }

    [Fact]
    public void EveryTruncationOfTheLatestMakesTheOtherTheLatest()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        foreach (var name in new[] { "step-00000020.safetensors", "step-00000020.json" })
        {
            var intact = File.ReadAllBytes(temporary.File(name));
            for (var length = 0; length < intact.Length - 1; length++)
            {
                File.WriteAllBytes(temporary.File(name), intact[..length]);
                Assert.Equal(10, folder.OpenLatest("o", "a")!.Header.Step);
            }

            File.WriteAllBytes(temporary.File(name), intact);
        }
    }

    [Fact]
    public void ADamagedLaterOneDoesNotCostAnIntactOneItsPlace()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        File.WriteAllText(temporary.File("step-00000020.safetensors"), "torn");

        folder.Save(Header(15), Content);

        Assert.Equal(
            ["step-00000010.json", "step-00000010.safetensors", "step-00000015.json", "step-00000015.safetensors"],
            Directory.EnumerateFiles(temporary.Root).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TensorsWhoseHeaderCannotBeWrittenAreNotLeftBehind()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        Directory.CreateDirectory(temporary.File("step-00000030.json"));

        Assert.ThrowsAny<Exception>(() => folder.Save(Header(30), Content));

        Assert.False(File.Exists(temporary.File("step-00000030.safetensors")));
        Assert.Equal(20, folder.OpenLatest("o", "a")!.Header.Step);
    }

    [Fact]
    public void WhatAKilledSaveLeftIsRemovedByTheNext()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        File.WriteAllText(temporary.File(".partial-0123-step-00000030.safetensors"), "half");
        File.WriteAllText(temporary.File("step-00000030.safetensors"), "without its header");

        Assert.Equal(20, folder.OpenLatest("o", "a")!.Header.Step);
        folder.Save(Header(30), Content);

        Assert.Equal(30, folder.OpenLatest("o", "a")!.Header.Step);
        Assert.Equal(4, Directory.EnumerateFiles(temporary.Root).Count());
    }

    [Fact]
    public void TensorsWithoutAHeaderDoNotCount()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        File.Delete(temporary.File("step-00000020.json"));

        Assert.Equal(10, folder.OpenLatest("o", "a")!.Header.Step);
    }

    [Fact]
    public void AllDamagedIsAnErrorWithARemedy()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);
        File.WriteAllText(temporary.File("step-00000010.safetensors"), "x");
        File.Delete(temporary.File("step-00000020.safetensors"));

        var failure = Assert.Throws<InputException>(() => folder.OpenLatest("o", "a"));
        Assert.Contains("damaged", failure.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other", "a", "options")]
    [InlineData("o", "other", "architecture")]
    public void AnotherRunsCheckpointIsRefused(string options, string architecture, string named)
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10);

        var failure = Assert.Throws<InputException>(() => folder.OpenLatest(options, architecture));
        Assert.Contains(named, failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherFormatIsRefused()
    {
        using var temporary = new TemporaryFolder();
        var folder = new CheckpointFolder(temporary.Root);
        folder.Save(Header(10) with { Format = 99 }, Content);

        Assert.Contains("format 99", Assert.Throws<InputException>(() => folder.OpenLatest("o", "a")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedWriteLeavesTheOlderOnes()
    {
        using var temporary = new TemporaryFolder();
        var folder = Saved(temporary, 10, 20);

        Assert.Throws<IOException>(() => folder.Save(Header(30), _ => throw new IOException("No space left on device")));

        Assert.Equal(20, folder.OpenLatest("o", "a")!.Header.Step);
        Assert.Equal(4, Directory.EnumerateFiles(temporary.Root).Count());
    }

    private static CheckpointFolder Saved(TemporaryFolder temporary, params long[] steps)
    {
        var folder = new CheckpointFolder(temporary.Root);
        foreach (var step in steps)
        {
            folder.Save(Header(step), Content);
        }

        return folder;
    }

    private static CheckpointHeader Header(long step) => new() { Step = step, Options = "o", Architecture = "a" };

    private static void Content(Stream stream) => stream.Write(Encoding.UTF8.GetBytes("tensors of a run"));
}
