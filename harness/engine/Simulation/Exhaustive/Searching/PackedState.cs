namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Writes states as bytes, small numbers in one; two states are equal exactly if their bytes are.</summary>
internal sealed class PackedState
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>What was packed last.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Pack(GlobalState state)
    {
        _length = 0;
        var most = 10 * (state.Locals.Length + state.Count + 8);
        if (most > _bytes.Length) _bytes = new byte[most * 2];
        foreach (var local in state.Locals) Write((uint)local);
        Write((uint)state.Facts);
        Write((uint)state.LossesLeft);
        Write((uint)state.DoublesLeft);
        Write((uint)state.CrashesLeft);
        Write((uint)state.TimeoutsLeft);
        Write(state.Injected);
        Write((uint)state.Count);
        var last = 0;
        foreach (var flight in state.Flying)
        {
            Write((uint)(flight - last)); // ascending: differences are small
            last = flight;
        }
    }

    public static void Unpack(ReadOnlySpan<byte> bytes, GlobalState state)
    {
        for (var i = 0; i < state.Locals.Length; i++) state.Locals[i] = (int)Read(ref bytes);
        state.Facts = (int)Read(ref bytes);
        state.LossesLeft = (int)Read(ref bytes);
        state.DoublesLeft = (int)Read(ref bytes);
        state.CrashesLeft = (int)Read(ref bytes);
        state.TimeoutsLeft = (int)Read(ref bytes);
        state.Injected = Read(ref bytes);
        state.Clear();
        var count = (int)Read(ref bytes);
        for (var (i, flight) = (0, 0); i < count; i++) state.Add(flight += (int)Read(ref bytes));
    }

    private void Write(ulong value)
    {
        for (; value >= 128; value >>= 7) _bytes[_length++] = (byte)(value | 128);
        _bytes[_length++] = (byte)value;
    }

    private static ulong Read(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift, at) = (0UL, 0, 0);
        for (; bytes[at] >= 128; at++, shift += 7) value |= (ulong)(bytes[at] & 127) << shift;
        value |= (ulong)bytes[at] << shift;
        bytes = bytes[(at + 1)..];
        return value;
    }
}
