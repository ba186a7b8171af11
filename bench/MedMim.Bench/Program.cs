using MedMim.Bench;

var options = BenchOptions.Parse(args);
if (options is null)
{
    return 2;
}

var report = new BenchReport(MachineDescription.Read());
IngestBench.Run(options, report);
StageBench.Run(options, report);
report.Write(options.Results);
return 0;
