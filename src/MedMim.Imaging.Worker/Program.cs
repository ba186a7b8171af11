using System.Runtime.InteropServices;
using MedMim.Imaging.Dicom;
using MedMim.Imaging.Formats;
using MedMim.Imaging.Workers;

// Reads files of unknown origin on behalf of a parent process, and may die doing so: see WorkerScanReader.
var (input, output) = WorkerIsolation.Enter();

// Ctrl-C reaches the whole group of processes. The parent decides: it ends us by closing our input.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);

// The parent's one setting.
var assumed = args is [var word] && Enum.TryParse<AssumedOrientation>(word, out var told) ? told : AssumedOrientation.Refuse;
await new WorkerServer(new GuardedToolkit(new DicomToolkit()), input, output, assumed).RunAsync();
