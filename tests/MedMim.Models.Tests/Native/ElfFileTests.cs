using System.Buffers.Binary;
using CsCheck;
using MedMim.Models.Native;

namespace MedMim.Models.Tests.Native;

public sealed class ElfFileTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void One_flag_of_the_binding_changes_and_nothing_else()
    {
        var original = File.ReadAllBytes(LibTorchLocator.Locate().Binding);
        var elf = new ElfFile((byte[])original.Clone());

        Assert.Equal(1, elf.WeakenRequirement(Version));
        var changed = Enumerable.Range(0, original.Length).Where(i => original[i] != elf.Bytes[i]).ToArray();
        Assert.Equal(0x2, elf.Bytes[Assert.Single(changed)] ^ original[changed[0]]);
    }

    [Fact]
    public void A_version_that_is_not_required_changes_nothing()
    {
        var elf = new ElfFile(File.ReadAllBytes(LibTorchLocator.Locate().Binding));
        Assert.Equal(0, elf.WeakenRequirement("GLIBCXX_9.9.99"));
    }

    [Fact]
    public void A_text_file_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new ElfFile("#!/bin/sh\necho no library at all, though long enough for a header ........"u8.ToArray()));

    [Fact]
    public void A_damaged_library_is_refused_or_read_but_never_read_beyond_its_end()
    {
        // The headers and the dynamic section are where damage can lead astray; cut the rest off to keep it quick.
        var original = File.ReadAllBytes(LibTorchLocator.Locate().Binding);
        Gen.Select(Gen.Int[0, 1000], Gen.UInt, Gen.Int[64, original.Length]).Sample(
            (at, value, length) =>
            {
                var bytes = original[..length];
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Math.Min(at, length - 4)), value);
                try
                {
                    new ElfFile(bytes).WeakenRequirement(Version);
                }
                catch (InvalidDataException)
                {
                    // Refused: as good.
                }
            },
            iter: 100);
    }

    [Fact]
    public void The_one_function_library_loads_and_its_function_returns()
    {
        var library = MemoryLibrary.Load("medmim-test", OneFunctionLibrary.Returning("medmim_test_function"), global: false);
        var function = System.Runtime.InteropServices.NativeLibrary.GetExport(library, "medmim_test_function");
        unsafe
        {
            ((delegate* unmanaged<void>)function)();
        }

        Assert.False(System.Runtime.InteropServices.NativeLibrary.TryGetExport(library, "another", out _));
    }

    [Fact]
    public void Two_libraries_from_memory_do_not_stand_in_for_each_other()
    {
        var first = MemoryLibrary.Load("medmim-first", OneFunctionLibrary.Returning("medmim_first"), global: false);
        var second = MemoryLibrary.Load("medmim-second", OneFunctionLibrary.Returning("medmim_second"), global: false);
        Assert.NotEqual(first, second);
        Assert.True(System.Runtime.InteropServices.NativeLibrary.TryGetExport(second, "medmim_second", out _));
    }

    [Fact]
    public void What_is_no_library_is_refused_by_the_linker() =>
        Assert.Throws<DllNotFoundException>(() => MemoryLibrary.Load("medmim-bad", new byte[4096], global: false));
}
