using MedMim.Bench;

var options = BenchOptions.Parse(args);
if (options is null)
{
    return 2;
}

var report = new BenchReport(MachineDescription.Read());
if (options.Parts.Contains("ingest", StringComparer.Ordinal))
{
    IngestBench.Run(options, report);
}

if (options.Parts.Contains("archive", StringComparer.Ordinal))
{
    ArchiveBench.Run(options, report);
}

if (options.Parts.Contains("stages", StringComparer.Ordinal))
{
    StageBench.Run(options, report);
}

report.Write(options.Results);
return 0;
