using MedMim.Imaging.Workers;

// Reads files of unknown origin on behalf of a parent process, and may die doing so: see WorkerScanReader.
var (input, output) = WorkerIsolation.Enter();
await new WorkerServer(new DicomToolkit(), input, output).RunAsync();
