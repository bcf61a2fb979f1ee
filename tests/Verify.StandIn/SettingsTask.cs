namespace VerifyTests;

// [Pure] makes CA1806 reject a call whose result nobody awaits.
/// <summary>A verification that can still be configured, and that runs once, when first awaited.</summary>
public sealed class SettingsTask
{
    private readonly VerifySettings _settings;
    private readonly Func<VerifySettings, Task<VerifyResult>> _start;
    private Task<VerifyResult>? _task;

    internal SettingsTask(VerifySettings? settings, Func<VerifySettings, Task<VerifyResult>> start) =>
        (_settings, _start) = (new VerifySettings(settings), start);

    [Pure] public SettingsTask UseDirectory(string directory) => With(it => it.UseDirectory(directory));
    [Pure] public SettingsTask UseFileName(string fileName) => With(it => it.UseFileName(fileName));
    [Pure] public SettingsTask UseTypeName(string name) => With(it => it.UseTypeName(name));
    [Pure] public SettingsTask UseMethodName(string name) => With(it => it.UseMethodName(name));

    [Pure]
    public SettingsTask AddScrubber(
        Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        With(it => it.AddScrubber(scrubber, location));

    [Pure] public SettingsTask ScrubLines(Func<string, bool> removeLine) => With(it => it.ScrubLines(removeLine));
    [Pure] public SettingsTask ScrubLinesContaining(params string[] stringToMatch) =>
        With(it => it.ScrubLinesContaining(stringToMatch));
    [Pure] public SettingsTask ScrubLinesContaining(StringComparison comparison, params string[] stringToMatch) =>
        With(it => it.ScrubLinesContaining(comparison, stringToMatch));
    [Pure] public SettingsTask ScrubLinesWithReplace(Func<string, string?> replaceLine) =>
        With(it => it.ScrubLinesWithReplace(replaceLine));

    public Task<VerifyResult> ToTask() => _task ??= _start(_settings);
    public TaskAwaiter<VerifyResult> GetAwaiter() => ToTask().GetAwaiter();
    public ConfiguredTaskAwaitable<VerifyResult> ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);
    public static implicit operator Task<VerifyResult>(SettingsTask settingsTask) => settingsTask.ToTask();

    private SettingsTask With(Action<VerifySettings> change)
    {
        if (_task is not null) throw new InvalidOperationException("The verification has started: set it up before.");
        change(_settings);
        return this;
    }
}
