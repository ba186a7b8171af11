using MedMim.Cli;
using MedMim.Cli.Verbs;

return await MedMimCommand.RunAsync(args, [
    RunVerb.Create(), ReproduceVerb.Create(), StudyVerb.Create(), IngestVerb.Create(), ExportVerb.Create(), DeidentifyVerb.Create(), PrepareVerb.Create(),
    PretrainVerb.Create(), MasksVerb.Create(), ProbeVerb.Create(), FeaturesVerb.Create(), PredictVerb.Create(), WeightsVerb.Create(),
    AuditVerb.Create(), LookupVerb.Create(), BenchVerb.Create(), DoctorVerb.Create(),
]);
