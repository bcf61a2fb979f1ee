using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Katas.Engine.Subjects;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>The code that a scenario runs, as it was compiled: it says where an escape is, and what no tripwire sees.</summary>
public sealed class SimulatedCode
{
    private static readonly ConditionalWeakTable<SubjectImage, ConcurrentDictionary<string, CodeScan>> Scans = [];

    private readonly SubjectImage _image;
    private readonly string _root;

    /// <param name="image">The assembly. It is read once, however many scenarios run it.</param>
    /// <param name="root">
    /// The full name of the class at which to begin: it is read, and what it refers to, and no other code of the assembly. An
    /// assembly may hold the programs of many katas.
    /// </param>
    public SimulatedCode(SubjectImage image, string root)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(root);
        (_image, _root) = (image, root);
    }

    internal CodeScan Scan =>
        Scans.GetOrCreateValue(_image).GetOrAdd(_root, static (root, image) => CodeScan.Of(image, root), _image);
}
