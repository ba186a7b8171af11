using System.Buffers.Binary;
using System.Text;

namespace MedMim.Models.Native;

/// <summary>
/// A 64-bit little-endian ELF shared library in memory: as much of it as its version requirements take. Every offset is
/// checked against the file's length. Layout: System V ABI (gABI) and the Linux Standard Base, "Symbol Versioning".
/// </summary>
internal sealed class ElfFile
{
    private const int HeaderLength = 64;
    private const int ProgramHeaderLength = 56;
    private const int DynamicEntryLength = 16;
    private const int RequirementLength = 16;
    private const uint SegmentLoad = 1;
    private const uint SegmentDynamic = 2;
    private const long TagStrings = 5;
    private const long TagRequirements = 0x6FFFFFFE;
    private const ushort WeakFlag = 0x2;

    private readonly List<(ulong Address, ulong Offset, ulong Length)> segments = [];
    private readonly Dictionary<long, ulong> dynamic = [];

    /// <exception cref="InvalidDataException">It is not such a library.</exception>
    public ElfFile(byte[] bytes)
    {
        Bytes = bytes;
        if (bytes.Length < HeaderLength || !bytes.AsSpan(0, 6).SequenceEqual("\u007FELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("not a 64-bit little-endian ELF file");
        }

        ReadSegments();
    }

    /// <summary>The file's bytes, changed in place.</summary>
    public byte[] Bytes { get; }

    /// <summary>
    /// Marks a version that it requires as one it can do without: the dynamic linker then loads it although no library
    /// provides that version. Does nothing where the file does not require it.
    /// </summary>
    /// <returns>How many requirements were changed.</returns>
    /// <exception cref="InvalidDataException">The file's tables are broken.</exception>
    public int WeakenRequirement(string version)
    {
        if (!dynamic.TryGetValue(TagRequirements, out var address) || !dynamic.TryGetValue(TagStrings, out var strings))
        {
            return 0;
        }

        var changed = 0;
        var library = OffsetOf(address);
        for (uint next = 1; next != 0; library += next)
        {
            var count = UInt16(library + 2);
            var requirement = library + UInt32(library + 8);
            for (var i = 0; i < count; i++)
            {
                Bound(requirement, RequirementLength);
                if (Text(OffsetOf(strings) + UInt32(requirement + 8)) == version)
                {
                    var flags = Bytes.AsSpan((int)requirement + 4, 2);
                    BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(UInt16(requirement + 4) | WeakFlag));
                    changed++;
                }

                requirement += UInt32(requirement + 12);
            }

            next = UInt32(library + 12);
        }

        return changed;
    }

    private void ReadSegments()
    {
        var table = UInt64(32);
        int length = UInt16(54), count = UInt16(56);
        if (length < ProgramHeaderLength)
        {
            throw new InvalidDataException("program headers are too short");
        }

        (ulong Offset, ulong Length) found = default;
        for (var i = 0; i < count; i++)
        {
            var header = table + ((ulong)i * (ulong)length);
            var (kind, offset, address, size) =
                (UInt32(header), UInt64(header + 8), UInt64(header + 16), UInt64(header + 32));
            if (kind == SegmentLoad)
            {
                segments.Add((address, offset, size));
            }
            else if (kind == SegmentDynamic)
            {
                found = (offset, size);
            }
        }

        for (ulong at = 0; at + DynamicEntryLength <= found.Length; at += DynamicEntryLength)
        {
            var tag = (long)UInt64(found.Offset + at);
            if (tag == 0)
            {
                break;
            }

            dynamic.TryAdd(tag, UInt64(found.Offset + at + 8));
        }
    }

    private ulong OffsetOf(ulong address)
    {
        foreach (var (start, offset, length) in segments)
        {
            if (address >= start && address - start < length)
            {
                return offset + (address - start);
            }
        }

        throw new InvalidDataException("an address lies outside every segment");
    }

    private string Text(ulong offset)
    {
        Bound(offset, 1);
        var rest = Bytes.AsSpan((int)offset);
        var end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(rest[..end]) : throw new InvalidDataException("a name does not end");
    }

    private ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bound(offset, 2));

    private uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bound(offset, 4));

    private ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bound(offset, 8));

    private ReadOnlySpan<byte> Bound(ulong offset, int length) => offset <= (ulong)Bytes.Length - (ulong)length
        ? Bytes.AsSpan((int)offset, length)
        : throw new InvalidDataException("an offset lies outside the file");
}
