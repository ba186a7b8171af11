using MedMim.Models.Native;

namespace MedMim.Models.Tests.Native;

public sealed class CpuFeaturesTests
{
    [Theory]
    [InlineData("model name\t: A\nflags\t\t: fpu avx2 avx512f avx512_bf16\n", true)]
    [InlineData("model name\t: B\nflags\t\t: fpu avx2 amx_bf16\n", true)]
    [InlineData("model name\t: C\nflags\t\t: fpu avx2 avx512f\n", false)]
    [InlineData("", false)]
    public void Hardware_bfloat16_is_read_from_the_flags(string text, bool expected) =>
        Assert.Equal(expected, CpuFeatures.Parse(text, 2).BFloat16);
}
