using System.Runtime.CompilerServices;
using Katas.Engine.Subjects;

namespace Katas.Engine.Specs;

/// <summary>Binds each class's constructor once. Weak: a collectible class can go.</summary>
internal static class FactoryCache<TFactory> where TFactory : Delegate
{
    private static readonly ConditionalWeakTable<Type, TFactory> Bound = [];

    public static TFactory For(Type implementation) => Bound.GetValue(implementation, ConstructorBinder.Bind<TFactory>);
}
