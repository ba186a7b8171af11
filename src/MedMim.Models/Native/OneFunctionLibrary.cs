using System.Buffers.Binary;
using System.Text;

namespace MedMim.Models.Native;

/// <summary>
/// Builds the smallest x86-64 ELF shared library that defines one function, which returns at once or jumps elsewhere. It
/// saves a compiler at run time, and a prebuilt binary in the repository. Layout: System V ABI (gABI), chapters 4 and 5.
/// </summary>
internal static class OneFunctionLibrary
{
    private const int PageLength = 0x1000;
    private const int Header = 64;
    private const int ProgramHeader = 56;
    private const int Symbol = 24;
    private const int Dynamic = 16;
    private const int Entries = 7;
    private const ulong NeededTag = 1;
    private const ulong NameTag = 14;

    /// <summary>A library whose function returns at once.</summary>
    /// <param name="function">The function's (mangled) name.</param>
    public static byte[] Returning(string function) => Build(function, [0xC3], null);

    /// <summary>The same under a name: once it is loaded, whoever asks the dynamic linker for that name gets it.</summary>
    /// <param name="name">Its SONAME.</param>
    /// <param name="function">The function's name.</param>
    public static byte[] Named(string name, string function) => Build(function, [0xC3], (NameTag, name));

    /// <summary>
    /// A library whose function jumps to an address, and which stands before another one: whoever looks a symbol up in it
    /// gets this function under its name, and the other library's under every other name.
    /// </summary>
    /// <param name="needed">The SONAME of the other library, which must be loaded already.</param>
    /// <param name="function">The function's name.</param>
    /// <param name="target">Where it jumps to, with its arguments as they are.</param>
    public static byte[] Before(string needed, string function, nint target)
    {
        byte[] code = [0x48, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0]; // mov rax, target; jmp rax
        BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(2), target);
        return Build(function, code, (NeededTag, needed));
    }

    private static byte[] Build(string function, ReadOnlySpan<byte> code, (ulong Tag, string Name)? further)
    {
        // First page: headers, hash table, symbols, strings, code; readable and executable. Second page: the dynamic
        // section, writable, since a glibc before 2.35 relocates it in place.
        var names = Encoding.ASCII.GetBytes($"\0{function}\0{further?.Name}\0");
        const int hash = Header + (4 * ProgramHeader);
        const int symbols = hash + 24;
        const int strings = symbols + (2 * Symbol);
        var start = (strings + names.Length + 15) & ~15;
        var image = new byte[PageLength + (Entries * Dynamic)];

        WriteHeader(image);
        WriteSegment(image, 0, kind: 1, flags: 5, offset: 0, length: PageLength, align: PageLength);
        WriteSegment(image, 1, kind: 1, flags: 6, offset: PageLength, length: Entries * Dynamic, align: PageLength);
        WriteSegment(image, 2, kind: 2, flags: 6, offset: PageLength, length: Entries * Dynamic, align: 8);
        // Says that the stack need not be executable; without it, a hardened kernel or glibc refuses the library.
        WriteSegment(image, 3, kind: 0x6474E551, flags: 6, offset: 0, length: 0, align: 16);

        // One bucket, two symbols (the first is the null symbol), the bucket starts at symbol 1, and its chain ends there.
        uint[] table = [1, 2, 1, 0, 0];
        for (var i = 0; i < table.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(hash + (4 * i)), table[i]);
        }

        var symbol = image.AsSpan(symbols + Symbol);
        BinaryPrimitives.WriteUInt32LittleEndian(symbol, 1); // its name's place among the strings
        symbol[4] = 0x12; // global function
        BinaryPrimitives.WriteUInt16LittleEndian(symbol[6..], 1); // any section: it is defined here
        BinaryPrimitives.WriteUInt64LittleEndian(symbol[8..], (ulong)start);
        BinaryPrimitives.WriteUInt64LittleEndian(symbol[16..], (ulong)code.Length);
        names.CopyTo(image.AsSpan(strings));
        code.CopyTo(image.AsSpan(start));

        WriteDynamic(image, 0, tag: 4, hash);
        WriteDynamic(image, 1, tag: 5, strings);
        WriteDynamic(image, 2, tag: 6, symbols);
        WriteDynamic(image, 3, tag: 10, names.Length);
        WriteDynamic(image, 4, tag: 11, Symbol);
        if (further is { } entry)
        {
            WriteDynamic(image, 5, entry.Tag, function.Length + 2);
        }

        return image;
    }

    private static void WriteHeader(Span<byte> image)
    {
        "\u007FELF\u0002\u0001\u0001"u8.CopyTo(image);
        BinaryPrimitives.WriteUInt16LittleEndian(image[16..], 3); // shared object
        BinaryPrimitives.WriteUInt16LittleEndian(image[18..], 62); // x86-64
        BinaryPrimitives.WriteUInt32LittleEndian(image[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(image[32..], Header);
        BinaryPrimitives.WriteUInt16LittleEndian(image[52..], Header);
        BinaryPrimitives.WriteUInt16LittleEndian(image[54..], ProgramHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(image[56..], 4);
    }

    private static void WriteSegment(
        Span<byte> image, int index, uint kind, uint flags, ulong offset, ulong length, ulong align)
    {
        var header = image[(Header + (index * ProgramHeader))..];
        BinaryPrimitives.WriteUInt32LittleEndian(header, kind);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], flags);
        foreach (var (at, value) in new[] { (8, offset), (16, offset), (24, offset), (32, length), (40, length), (48, align) })
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header[at..], value);
        }
    }

    private static void WriteDynamic(Span<byte> image, int index, ulong tag, int value)
    {
        var entry = image[(PageLength + (index * Dynamic))..];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, tag);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], (ulong)value);
    }
}
