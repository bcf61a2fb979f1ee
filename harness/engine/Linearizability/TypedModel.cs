using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability;

/// <summary>Casts what a history holds to what a model takes, with words where they do not fit.</summary>
internal static class TypedModel
{
    public static TInput Input<TInput>(SequentialModel model, Operation operation) => operation.Input is TInput input
        ? input
        : throw new ModelException(
            $"Operation {operation.Index} has the input {operation.Input} of type {operation.Input.GetType().Name}; " +
            $"{model.Name} takes {typeof(TInput).Name}.");

    public static TOutput Output<TOutput>(SequentialModel model, Operation operation, object? output) => output switch
    {
        TOutput typed => typed,
        null when default(TOutput) is null => default!,
        _ => throw new ModelException(
            $"Operation {operation.Index} ({operation.Input}) returned {Reporting.Show.Value(output)}; " +
            $"{model.Name} answers with {typeof(TOutput).Name}."),
    };
}
