namespace Katas.Engine.Simulation.Storage;

/// <summary>Bytes that grow and shrink in place; what is beyond the length reads as zero when it comes back.</summary>
internal sealed class GrowingBytes
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public Span<byte> Span => _bytes.AsSpan(0, Length);

    public void SetLength(int length)
    {
        var room = Math.Min(Math.Max(length, _bytes.Length * 2L), Array.MaxLength);
        if (length > _bytes.Length) Array.Resize(ref _bytes, (int)room);
        if (length < Length) _bytes.AsSpan(length, Length - length).Clear();
        Length = length;
    }

    public void Write(int offset, ReadOnlySpan<byte> content)
    {
        if (offset + content.Length > Length) SetLength(offset + content.Length);
        content.CopyTo(_bytes.AsSpan(offset));
    }

    /// <summary>Part of them, with zeroes for what is beyond the end.</summary>
    public byte[] Copy(int offset, int count)
    {
        var copy = new byte[count];
        if (offset < Length) _bytes.AsSpan(offset, Math.Min(count, Length - offset)).CopyTo(copy);
        return copy;
    }
}
