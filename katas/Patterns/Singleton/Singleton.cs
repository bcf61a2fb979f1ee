namespace Katas.Patterns;

/// <summary>Settings that are loaded once. README.md says what you promise; every member below is yours to write.</summary>
public sealed class Singleton : ISettingsHolder
{
    public Singleton(ISettingsSource source)
    {
        throw new NotImplementedException();
    }

    public ISettings Instance => throw new NotImplementedException();

    public ISettings? Loaded => throw new NotImplementedException();
}
