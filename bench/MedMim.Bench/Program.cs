using System.Globalization;
using MedMim.Bench;
using MedMim.Bench.Auditing;

if (args is [AuditWriter.Verb, var folder, var records])
{
    return AuditWriter.Run(folder, int.Parse(records, CultureInfo.InvariantCulture));
}

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

if (options.Parts.Contains("primus", StringComparer.Ordinal))
{
    PrimusBench.Run(options, report);
}

if (options.Parts.Contains("pretraining", StringComparer.Ordinal))
{
    PretrainingBench.Run(options, report);
}

if (options.Parts.Contains("boxes", StringComparer.Ordinal))
{
    BoxesBench.Run(options, report);
}

if (options.Parts.Contains("inference", StringComparer.Ordinal))
{
    InferenceBench.Run(options, report);
}

if (options.Parts.Contains("audit", StringComparer.Ordinal))
{
    AuditBench.Run(options, report);
}

if (options.Parts.Contains("metrics", StringComparer.Ordinal))
{
    MetricsBench.Run(options, report);
}

if (options.Parts.Contains("coverage", StringComparer.Ordinal))
{
    CoverageBench.Run(options, report);
}

if (options.Parts.Contains("kills", StringComparer.Ordinal))
{
    StudyKillBench.Run(options, report);
}

if (options.Parts.Contains("gpu", StringComparer.Ordinal))
{
    GpuBench.Run(options, report);
}

report.Write(options.Results, options.Parts.Count == 1 ? "-" + options.Parts[0] : string.Empty);
return 0;
