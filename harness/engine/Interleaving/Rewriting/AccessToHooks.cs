using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Lets rewritten code call the hooks although they are internal to the engine.</summary>
/// <remarks>
/// The runtime honours <c>System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute</c> by its name; the framework
/// does not declare it, so the rewritten assembly brings its own. Public hooks would be part of the engine's API.
/// </remarks>
internal static class AccessToHooks
{
    private const string AttributeName = "IgnoresAccessChecksToAttribute";

    public static void Grant(ModuleDefinition module)
    {
        var constructor = DeclareAttribute(module);
        var attribute = new CustomAttribute(constructor);
        var engine = typeof(MemoryHooks).Assembly.GetName().Name;
        attribute.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, engine));
        module.Assembly.CustomAttributes.Add(attribute);
    }

    private static MethodDefinition DeclareAttribute(ModuleDefinition module)
    {
        var type = new TypeDefinition(
            "System.Runtime.CompilerServices", AttributeName, TypeAttributes.NotPublic | TypeAttributes.Sealed,
            module.ImportReference(typeof(Attribute)));
        var constructor = new MethodDefinition(
            ".ctor",
            MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName
                | MethodAttributes.RTSpecialName,
            module.TypeSystem.Void);
        constructor.Parameters.Add(new ParameterDefinition(module.TypeSystem.String));
        var il = constructor.Body.GetILProcessor();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, module.ImportReference(typeof(Attribute).GetConstructor(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, [])!));
        il.Emit(OpCodes.Ret);
        type.Methods.Add(constructor);
        module.Types.Add(type);
        return constructor;
    }
}
