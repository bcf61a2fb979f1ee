namespace Katas.Engine.Linearizability;

/// <summary>A model is at fault, not the history: it threw, changed a state in place, or was asked what it does not
/// know.</summary>
public sealed class ModelException : Exception
{
    /// <param name="message">What it did, in which state, for which operation, and what would have been right.</param>
    /// <param name="inner">What it threw, if it threw.</param>
    public ModelException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
