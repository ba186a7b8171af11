using MedMim.Audit.Keys;
using MedMim.Audit.Log;
using MedMim.Audit.Records;

namespace MedMim.Studies.Steps;

/// <summary>What differs when the same study is run again: the log, the key, the clock.</summary>
/// <param name="Log">The run's audit log.</param>
/// <param name="Machine">The software and the machine.</param>
/// <param name="Key">The key that signs it.</param>
/// <param name="Command">The command as typed, without paths.</param>
/// <param name="Time">The clock.</param>
internal sealed record ReportCircumstances(AuditLog Log, AuditContext Machine, AuditPublicKey Key, string Command, TimeProvider Time);
