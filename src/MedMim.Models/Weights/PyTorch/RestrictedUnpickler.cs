using static MedMim.Models.Weights.PyTorch.PickleOpcode;

namespace MedMim.Models.Weights.PyTorch;

/// <summary>
/// Reads a pickle that holds nothing but tensors, numbers, text, lists, tuples and dictionaries. It runs nothing: names are
/// looked up in a fixed list (<see cref="PickleGlobals"/>), and whatever else makes objects is refused by name.
/// </summary>
internal sealed class RestrictedUnpickler
{
    private static readonly object MarkSign = new();

    private readonly PickleInput input;
    private readonly Stack<object?> stack = [];
    private readonly Dictionary<uint, object?> memo = [];

    private RestrictedUnpickler(ReadOnlyMemory<byte> bytes) => input = new(bytes);

    /// <summary>The pickled value: null, bool, long, BigInteger, double, string, byte[], List, object[] (a tuple), or one of PickleValues.</summary>
    /// <exception cref="InvalidDataException">It holds anything else or is damaged; the message is a clause for a sentence.</exception>
    public static object? Read(ReadOnlyMemory<byte> bytes) => new RestrictedUnpickler(bytes).Run();

    private object? Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)input.Byte();
            if (opcode == Stop)
            {
                return Pop();
            }

            if (!Structure(opcode))
            {
                stack.Push(Value(opcode));
            }
        }
    }

    /// <summary>Opcodes that change what is there; false where it is none of them.</summary>
    private bool Structure(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Proto:
                Require(input.Byte() <= 5, "its protocol is not known");
                break;
            case Frame:
                _ = input.UInt64();
                break;
            case PickleOpcode.Pop:
                _ = stack.Count > 0 ? stack.Pop() : throw Empty();
                break;
            case PopMark:
                _ = PopToMark();
                break;
            case BinPut:
                memo[input.Byte()] = Peek();
                break;
            case LongBinPut:
                memo[input.UInt32()] = Peek();
                break;
            case Memoize:
                memo[(uint)memo.Count] = Peek();
                break;
            case Append:
                Extend([Pop()]);
                break;
            case Appends:
                Extend(PopToMark());
                break;
            case SetItem:
                var pair = PopTuple(2);
                Fill(Peek() as PickleDict, [.. pair]);
                break;
            case SetItems:
                var items = PopToMark();
                Fill(Peek() as PickleDict, items);
                break;
            case Build:
                Attach(Pop());
                break;
            default:
                return false;
        }

        return true;
    }

    private object? Value(PickleOpcode opcode) => opcode switch
    {
        Mark => MarkSign,
        Dup => Peek(),
        None => null,
        NewTrue => true,
        NewFalse => false,
        BinInt => (long)input.Int32(),
        BinInt1 => (long)input.Byte(),
        BinInt2 => (long)input.UInt16(),
        Long1 => input.Number(input.Byte()),
        Long4 => input.Number(input.UInt32()),
        BinFloat => input.Double(),
        BinUnicode or BinString => input.Text(input.UInt32()),
        ShortBinUnicode or ShortBinString => input.Text(input.Byte()),
        BinUnicode8 => input.Text(input.UInt64()),
        BinBytes => input.Bytes(input.UInt32()),
        ShortBinBytes => input.Bytes(input.Byte()),
        BinBytes8 => input.Bytes(input.UInt64()),
        EmptyList => new List<object?>(),
        PickleOpcode.List => PopToMark(),
        EmptyTuple => Array.Empty<object?>(),
        PickleOpcode.Tuple => PopToMark().ToArray(),
        Tuple1 => PopTuple(1),
        Tuple2 => PopTuple(2),
        Tuple3 => PopTuple(3),
        EmptyDict => new PickleDict(),
        Dict => Fill(new(), PopToMark()),
        BinGet => Recall(input.Byte()),
        LongBinGet => Recall(input.UInt32()),
        Global => PickleGlobals.Find(input.Line(), input.Line()),
        StackGlobal => PopTuple(2) is [string module, string name] ? PickleGlobals.Find(module, name) : throw Empty(),
        BinPersId => PickleGlobals.Storage(Pop()),
        Reduce => PopTuple(2) is [PickleGlobal global, object?[] arguments] ? PickleGlobals.Call(global, arguments) : throw Refused(opcode),
        _ => throw Refused(opcode),
    };

    /// <summary>BUILD: PyTorch hangs notes on its dictionaries, and NumPy finishes its types with it. Nothing else may.</summary>
    private void Attach(object? state)
    {
        var isPlain = Peek() switch
        {
            PickleDict => state is PickleDict,
            PickleNumberType => state is object?[] and [long, "<" or "|" or "=", ..],
            _ => false,
        };
        Require(isPlain, "it changes an object (opcode BUILD), which is not plain data and is not done");
    }

    private void Extend(List<object?> values)
    {
        var list = Peek() as List<object?> ?? throw Empty();
        list.AddRange(values);
    }

    private static PickleDict Fill(PickleDict? dictionary, List<object?> items)
    {
        Require(dictionary is not null && items.Count % 2 == 0, "its dictionaries are damaged");
        for (var i = 0; i < items.Count; i += 2)
        {
            dictionary!.Items.Add(new(items[i], items[i + 1]));
        }

        return dictionary!;
    }

    private object?[] PopTuple(int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    private List<object?> PopToMark()
    {
        var values = new List<object?>();
        while (true)
        {
            var value = stack.Count > 0 ? stack.Pop() : throw Empty();
            if (ReferenceEquals(value, MarkSign))
            {
                values.Reverse();
                return values;
            }

            values.Add(value);
        }
    }

    private object? Pop()
    {
        var value = Peek();
        stack.Pop();
        return value;
    }

    private object? Peek() =>
        stack.TryPeek(out var value) && !ReferenceEquals(value, MarkSign) ? value : throw Empty();

    private object? Recall(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw new InvalidDataException("it recalls what it never stored");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private static InvalidDataException Empty() => new("its opcodes do not fit one another: damaged");

    private static InvalidDataException Refused(PickleOpcode opcode) => new(Enum.IsDefined(opcode)
        ? $"it makes an object (opcode {opcode.ToString().ToUpperInvariant()}), which is not plain data and is not done"
        : FormattableString.Invariant($"it holds the unknown opcode 0x{(byte)opcode:x2}"));
}
