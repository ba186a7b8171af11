using MedMim.Imaging.Deidentification;
using MedMim.Imaging.Deidentification.Cleaning;
using MedMim.Imaging.Deidentification.Replacement;
using MedMim.Imaging.Dicom;

namespace MedMim.Imaging.Tests.Deidentification;

/// <summary>What identifiers are replaced with: stable under one key, other under another.</summary>
public sealed class ReplacementTests
{
    private static readonly DeidentificationPolicy Modified = new() { Dates = LongitudinalDates.Modified };
    private static readonly byte[] OtherKey = [.. Protected.Key.Select(b => (byte)~b)];

    [Fact]
    public void The_same_key_gives_the_same_bytes_and_another_key_other_ones()
    {
        var file = MadeFile.Slice().Text(0x00080020, DicomVr.DA, "20200229").Encode();

        Assert.Equal(Protected.Bytes(file, Modified), Protected.Bytes(file, Modified));
        var mine = Protected.Elements(file, Modified);
        var theirs = Protected.Elements(file, Modified, OtherKey);
        foreach (var tag in new uint[] { 0x00080018, 0x0020000D, 0x0020000E, 0x00100020, 0x00080020 })
        {
            Assert.NotEqual(mine.Text(DicomTag.Of(tag)), theirs.Text(DicomTag.Of(tag)));
        }
    }

    [Fact]
    public void A_uid_has_one_replacement_wherever_it_stands()
    {
        var first = MadeFile.Slice().Text(0x00200052, DicomVr.UI, "1.2.3.4.5").Encode();
        var result = Protected.Elements(first);

        Assert.Equal(result.Text(new(0x0008, 0x0018)), result.Text(new(0x0020, 0x0052)));
        Assert.NotEqual(result.Text(new(0x0008, 0x0018)), result.Text(new(0x0020, 0x000E)));
    }

    [Fact]
    public void Replaced_uids_are_uuids_below_2_25()
    {
        var key = new IdentityKey(Protected.Key);
        foreach (var uid in Enumerable.Range(0, 200).Select(i => key.Uid($"1.2.3.{i}")))
        {
            Assert.True(ValueGrammar.IsUid(uid));
            var number = System.Numerics.BigInteger.Parse(uid["2.25.".Length..], System.Globalization.CultureInfo.InvariantCulture);
            var hex = number.ToString("x33", System.Globalization.CultureInfo.InvariantCulture)[^32..];
            Assert.Equal('8', hex[12]); // The version.
            Assert.Contains(hex[16], "89ab"); // The variant.
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.4.1.1")] // Talairach
    [InlineData("")]
    public void The_standards_own_uids_stay(string uid) =>
        Assert.Equal(uid, Protected.Text(MadeFile.Slice().Text(0x00200052, DicomVr.UI, uid), 0x00200052));

    [Fact]
    public void Dates_of_a_patient_keep_their_intervals_and_times()
    {
        var early = Protected.Elements(
            MadeFile.Slice().Text(0x00080020, DicomVr.DA, "20191231").Text(0x00080030, DicomVr.TM, "235959.5").Encode(), Modified);
        var late = Protected.Elements(
            MadeFile.Slice().Text(0x00080020, DicomVr.DA, "20200301").Text(0x0008002A, DicomVr.DT, "20200301003000.25+0100").Encode(),
            Modified);

        var (first, second) = (Date(early.Text(new(8, 0x20))), Date(late.Text(new(8, 0x20))));
        Assert.Equal(61, second.DayNumber - first.DayNumber);
        Assert.InRange(new DateOnly(2019, 12, 31).DayNumber - first.DayNumber, 365, 4014);
        Assert.Equal("235959.5", early.Text(new(8, 0x30)));
        Assert.Equal(late.Text(new(8, 0x20)) + "003000.25+0100", late.Text(new(8, 0x2A)));
        Assert.Equal("MODIFIED", late.Text(new(0x0028, 0x0303)));
    }

    [Fact]
    public void Patients_move_by_different_days()
    {
        var key = new IdentityKey(Protected.Key);

        Assert.InRange(Enumerable.Range(0, 1000).Select(i => key.DateShift($"patient {i}")).Distinct().Count(), 800, 1000);
    }

    [Theory]
    [InlineData(DicomVr.DA, "20200101", -1, "20191231")]
    [InlineData(DicomVr.DA, "2020.01.01", -1, "20191231")]
    [InlineData(DicomVr.DT, "2020", -1, "2019")]
    [InlineData(DicomVr.DT, "202003", -1, "202002")]
    [InlineData(DicomVr.DT, "202003-0500", -1, "202002-0500")]
    [InlineData(DicomVr.DT, "20200301", -1, "20200229")]
    [InlineData(DicomVr.DT, "2020030112", -1, "2020022912")]
    [InlineData(DicomVr.DT, "20200301123456.123456+0200", -366, "20190301123456.123456+0200")]
    [InlineData(DicomVr.DA, "20200230", -1, null)]
    [InlineData(DicomVr.DA, "00010101", -1, null)]
    [InlineData(DicomVr.DA, "Jane Doe", -1, null)]
    [InlineData(DicomVr.DT, "20200301Jane", -1, null)]
    public void Dates_move_by_days(DicomVr vr, string value, int days, string? expected) =>
        Assert.Equal(expected, ShiftedDates.Shift(vr, value, days));

    [Fact]
    public void Without_the_option_dates_go_and_the_file_says_so()
    {
        var result = Protected.Elements(MadeFile.Slice().Text(0x00080020, DicomVr.DA, "20191231").Encode());

        Assert.Equal(string.Empty, result.Text(new(8, 0x20)));
        Assert.Equal("REMOVED", result.Text(new(0x0028, 0x0303)));
        Assert.Equal("YES", result.Text(new(0x0012, 0x0062)));
        Assert.Equal("113100", result[new(0x0012, 0x0064)]!.Items!.Single().Text(new(0x0008, 0x0100)));
    }

    [Fact]
    public void Options_are_named_by_their_codes()
    {
        var codes = Protected.Elements(MadeFile.Slice().Encode(), Protected.AllOptions)[new(0x0012, 0x0064)]!.Items!
            .Select(i => i.Text(new(0x0008, 0x0100)));

        Assert.Equal(
            ["113100", "113111", "113110", "113109", "113112", "113108", "113107", "113105", "113104", "113103"], codes);
    }

    private static DateOnly Date(string text) =>
        DateOnly.ParseExact(text, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
}
