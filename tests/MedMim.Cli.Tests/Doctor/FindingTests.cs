using MedMim.Cli.Doctor;
using MedMim.Foundation.Failures;

namespace MedMim.Cli.Tests.Doctor;

public sealed class FindingTests
{
    [Fact]
    public void Every_GPU_has_a_line_with_its_name_and_memory()
    {
        long?[] memory = [85_520_809_984, null];
        string?[] names = ["NVIDIA H100 80GB HBM3", null];
        var found = GpuFindings.Of(2, i => names[i], i => memory[i]).ToList();
        Assert.Equal(["cuda:0 NVIDIA H100 80GB HBM3, 79.6 GiB", "cuda:1 (the driver tells no name)"], found.Select(f => f.Text));
        Assert.All(found, f => Assert.Equal(("GPU", FindingState.Good), (f.Name, f.State)));
    }

    [Fact]
    public void No_GPU_is_no_fault()
    {
        var found = Assert.Single(GpuFindings.Of(0, _ => throw new InvalidOperationException(), _ => null));
        Assert.Equal(FindingState.Optional, found.State);
        Assert.Contains("MEDMIM_LIBTORCH", found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, FindingState.Missing)]
    [InlineData(false, FindingState.Optional)]
    internal void A_bundle_that_reads_no_scans_needs_no_ITK(bool readsScans, FindingState state) =>
        Assert.Equal(state, ItkFinding.Of(null, () => throw new InvalidOperationException(), readsScans).State);

    [Fact]
    public void An_ITK_that_cannot_be_loaded_is_a_finding_and_does_not_end_the_examination()
    {
        var found = ItkFinding.Of("native/shim.so", () => throw new InputException("native/shim.so", "cannot be loaded", "Run eng/native."), readsScans: true);
        Assert.Equal((FindingState.Missing, "native/shim.so: cannot be loaded", "Run eng/native."), (found.State, found.Text, found.Remedy));
        Assert.Equal("5.3.0 through native/shim.so", ItkFinding.Of("native/shim.so", () => "5.3.0", readsScans: false).Text);
    }
}
