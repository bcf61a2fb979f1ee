namespace Katas.Simulation;

/// <summary>A machine's disk: a folder of files, with a cache before it that a crash empties.</summary>
/// <remarks>
/// <para>What is written is read back at once, and is on the disk only after a flush. When the machine crashes, every page
/// (<see cref="PageSize"/> bytes) that was written since the file's last flush is kept, lost, or <em>torn</em>: part of it is
/// new, the rest is what it was. One page's fate says nothing about another's.</para>
/// <para>That a file came to be, has another name or is gone, is on the disk only after <see cref="FlushDirectoryAsync"/>.
/// Of the changes since then, a crash keeps the first few, and undoes the others.</para>
/// <para>The model is that of FoundationDB's simulated disk (Zhou and others, SIGMOD 2021).</para>
/// </remarks>
public interface IStorage
{
    /// <summary>How many bytes are written at a time: 512.</summary>
    const int PageSize = 512;

    /// <summary>The names of the files, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> ListAsync();

    /// <summary>The whole content of a file; <see langword="null"/> when there is none of that name.</summary>
    ValueTask<byte[]?> ReadAsync(string file);

    /// <summary>Writes into a file, which comes to be if it was not there.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="offset">Where, in bytes; a gap before it is filled with zeroes.</param>
    /// <param name="content">What; copied at the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is negative.</exception>
    ValueTask WriteAsync(string file, long offset, ReadOnlyMemory<byte> content);

    /// <summary>Writes at the end of a file, which comes to be if it was not there.</summary>
    ValueTask AppendAsync(string file, ReadOnlyMemory<byte> content);

    /// <summary>Cuts a file, or fills it up with zeroes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    ValueTask SetLengthAsync(string file, long length);

    /// <summary>Ends when what was written to the file before the call is on the disk.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    ValueTask FlushAsync(string file);

    /// <summary>Gives a file another name, in one step; a file that had that name is gone.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    ValueTask RenameAsync(string from, string to);

    /// <summary>Removes a file if it is there.</summary>
    ValueTask DeleteAsync(string file);

    /// <summary>Ends when all new, renamed and removed files are so on the disk too.</summary>
    ValueTask FlushDirectoryAsync();
}
