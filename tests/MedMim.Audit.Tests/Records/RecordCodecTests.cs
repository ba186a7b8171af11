using System.Text;
using MedMim.Audit.Failures;
using MedMim.Audit.Records;

namespace MedMim.Audit.Tests.Records;

public class RecordCodecTests
{
    private static readonly AuditRecord Record = new()
    {
        Sequence = 7,
        Time = new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero),
        MonotonicNs = 123,
        Previous = AuditDigest.OfBytes([]),
        Entry = new AuditEntry
        {
            Step = "pretrain",
            Action = AuditAction.Create,
            Outcome = AuditOutcome.Interrupted,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "\"1\"" },
        },
        Context = new AuditContext { User = "u", Host = "h" },
    };

    [Fact]
    public void A_record_comes_back_as_it_was()
    {
        var line = RecordCodec.Encode(Record);

        Assert.Equal(line, RecordCodec.Encode(RecordCodec.Decode(line)));
        Assert.Equal(AuditOutcome.Interrupted, RecordCodec.Decode(line).Entry.Outcome);
        Assert.DoesNotContain((byte)'\n', line);
        Assert.DoesNotContain(line, b => b > 127);
    }

    [Theory]
    [InlineData("{\"action\"", "{ \"action\"")]
    [InlineData("\"sequence\":7", "\"sequence\":7.0")]
    [InlineData("\"sequence\":7", "\"sequence\":07")]
    [InlineData("\"user\":\"u\"", "\"user\":\"u\",\"extra\":1")]
    [InlineData("\"user\":\"u\"", "\"user\":\"\\u0075\"")]
    [InlineData("\"action\":\"create\"", "\"action\":\"destroy\"")]
    [InlineData("\"user\":\"u\",", "")]
    [InlineData("\"host\":\"h\"", "\"host\":null")]
    public void A_second_spelling_is_not_read(string original, string changed)
    {
        var text = Encoding.UTF8.GetString(RecordCodec.Encode(Record));
        Assert.Contains(original, text, StringComparison.Ordinal);

        Assert.Throws<FormatException>(
            () => RecordCodec.Decode(Encoding.UTF8.GetBytes(text.Replace(original, changed, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_newer_format_is_named_as_such()
    {
        var line = RecordCodec.Encode(Record with { Format = 3 });

        Assert.Contains(
            "newer version", Assert.ThrowsAny<FormatException>(() => RecordCodec.Decode(line)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_format_is_read_as_it_was_written()
    {
        const string line = """
            {"action":"execute","command":"medmim run a.yaml","details":{},"environment":{},"format":1,"host":"h","inputs":{},"monotonic_ns":5,"outcome":"success","outputs":{},"previous":"sha256:x","protocol":"","sequence":1,"step":"split","time":"2026-11-26T09:09:44.9039709Z","user":"u","versions":{}}
            """;

        var record = RecordCodec.Decode(Encoding.UTF8.GetBytes(line.Trim()));

        Assert.Equal(1, record.Format);
        Assert.Equal(AuditEventId.ApplicationActivity, record.Entry.Event);
        Assert.Equal(line.Trim(), Encoding.UTF8.GetString(RecordCodec.Encode(record)));
    }

    [Fact]
    public void A_record_says_who_asked_for_what_about_whom()
    {
        var about = Record with
        {
            Entry = Record.Entry with
            {
                Event = AuditEventId.InstancesAccessed,
                EventType = "",
                IsRequested = false,
                Started = new DateTimeOffset(2026, 11, 23, 14, 0, 0, TimeSpan.FromHours(1)),
                Objects = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["0123456789abcdef"] = AuditEventId.PatientNumber, ["fedcba9876543210"] = AuditEventId.StudyInstance,
                },
            },
            Context = Record.Context with { Process = 12, Source = "MedMim" },
        };

        var text = Encoding.UTF8.GetString(RecordCodec.Encode(about));
        var read = RecordCodec.Decode(Encoding.UTF8.GetBytes(text));

        Assert.Equal(about.Entry.Started, read.Entry.Started);
        Assert.Equal(2, read.Entry.Objects.Count);
        Assert.Equal((12, "MedMim", false), (read.Context.Process, read.Context.Source, read.Entry.IsRequested));
        Assert.Contains("\"started\":\"2026-11-23T13:00:00.0000000Z\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_no_pseudonym_and_a_record_has_one_patient_only()
    {
        using var run = new SampleRun();
        using var log = run.Open();

        var named = Assert.Throws<AuditException>(() => log.Append(About(("Doe^Jane", AuditEventId.PatientNumber))));
        Assert.DoesNotContain("Doe", named.Message, StringComparison.Ordinal);
        Assert.Throws<AuditException>(() => log.Append(
            About(("0123456789abcdef", AuditEventId.PatientNumber), ("fedcba9876543210", AuditEventId.PatientNumber))));
        Assert.Equal(1, log.Head.Size);
    }

    private static AuditEntry About(params (string Id, string Type)[] objects) => new()
    {
        Step = "s", Objects = objects.ToDictionary(o => o.Id, o => o.Type, StringComparer.Ordinal),
    };

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("audit/log.jsonl")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public void A_path_that_leaves_the_run_or_touches_the_log_is_refused(string path)
    {
        using var run = new SampleRun();
        using var log = run.Open();
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal) { [path] = AuditDigest.OfBytes([]) };

        Assert.Throws<AuditException>(() => log.Append(new AuditEntry { Step = "s", Outputs = outputs }));
    }

    [Fact]
    public void Long_words_and_foreign_digests_are_refused()
    {
        using var run = new SampleRun();
        using var log = run.Open();

        Assert.Throws<AuditException>(() => log.Append(new AuditEntry { Step = "" }));
        Assert.Throws<AuditException>(() => log.Append(new AuditEntry { Step = new string('x', 201) }));
        Assert.Throws<AuditException>(() => log.Append(new AuditEntry { Step = "s", Command = "two\nlines" }));
        Assert.Throws<AuditException>(() => log.Append(new AuditEntry { Step = "s", Protocol = "md5:1" }));
        Assert.Equal(1, log.Head.Size);
    }
}
