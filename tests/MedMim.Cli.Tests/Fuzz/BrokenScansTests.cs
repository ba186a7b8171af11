using MedMim.Fuzz;

namespace MedMim.Cli.Tests.Fuzz;

/// <summary>A hundred broken scans through the real program; <c>eng/fuzz</c> does twenty thousand.</summary>
public class BrokenScansTests
{
    private const long WorkerMemory = 2L << 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EveryFileIsAccountedFor(ulong seed)
    {
        var corpus = new Corpus(RealScans.Path("ci"));
        var work = Directory.CreateTempSubdirectory("medmim-").FullName;
        try
        {
            var ingest = new IngestProcess(Path.Combine(AppContext.BaseDirectory, "medmim"), WorkerMemory, TimeSpan.FromMinutes(5));
            var run = new FuzzRun(corpus, ingest, work, WorkerMemory);
            await run.RunBatchAsync(50, seed, 0);
            Assert.Empty(run.Faults);
            Assert.Equal(50, run.Outcomes.Values.Sum());
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
