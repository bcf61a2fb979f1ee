using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;
using Mono.Cecil.Cil;
using FieldAttributes = Mono.Cecil.FieldAttributes;
using MethodAttributes = Mono.Cecil.MethodAttributes;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>Lets each schedule begin with fresh static fields, without loading the assembly again.</summary>
/// <remarks>
/// <para>
/// A static constructor becomes an ordinary method. Before each use of its type a check is called, which in a new schedule
/// sets the type's static fields to their defaults and runs that method again, so that types are initialised anew in the
/// order in which the code asks for them. What the runtime runs once is only the first of these checks.
/// </para>
/// <para>
/// A type with fields of their own for each thread is left alone, because those of other threads cannot be reached: it is
/// reset by loading the assembly again. So is everything if the assembly has a module initialiser.
/// </para>
/// </remarks>
internal sealed class StaticResets
{
    private readonly ModuleDefinition _module;
    private readonly HookReferences _hooks;
    private readonly Dictionary<TypeDefinition, MethodDefinition> _checks = [];
    private readonly HashSet<MethodDefinition> _generated = [];
    private readonly HashSet<TypeDefinition> _precise = [];
    private readonly HashSet<MethodDefinition> _initialisers = [];

    public StaticResets(ModuleDefinition module, HookReferences hooks)
    {
        (_module, _hooks) = (module, hooks);
        NeedsReload = module.Types[0].Methods.Any(m => m.IsConstructor);
        foreach (var type in module.GetTypes().Where(IsManaged).ToList())
            _checks[type] = Manage(type);
        NeedsReload |= module.GetTypes().SelectMany(t => t.Fields).Any(IsOfThread);
    }

    /// <summary>Whether some static fields can only be reset by loading the assembly again.</summary>
    public bool NeedsReload { get; }

    /// <summary>Whether the method was written here, and needs no hooks.</summary>
    public bool IsGenerated(MethodDefinition method) => _generated.Contains(method);

    /// <summary>Whether the method was, or is, a static constructor.</summary>
    public bool IsInitialiser(MethodDefinition method) =>
        _initialisers.Contains(method) || method is { IsConstructor: true, IsStatic: true };

    /// <summary>Whether the type's static fields are fresh in each schedule.</summary>
    public bool IsReset(TypeReference type) => type.GetElementType() is TypeDefinition own && _checks.ContainsKey(own);

    /// <summary>The check to call before a static field is used; null for types that are left alone.</summary>
    public MethodReference? CheckBefore(FieldReference field) =>
        field.DeclaringType.GetElementType() is TypeDefinition own && _checks.TryGetValue(own, out var check)
            ? On(check, field.DeclaringType) : null;

    /// <summary>The check to call as a method begins, if its call initialises its type.</summary>
    public MethodReference? CheckAtStart(MethodDefinition method) =>
        _precise.Contains(method.DeclaringType) && !_initialisers.Contains(method)
        && (method.IsStatic || method.IsConstructor)
            ? On(_checks[method.DeclaringType], Self(method.DeclaringType)) : null;

    /// <summary>After all methods were rewritten, which must know what was readonly.</summary>
    public void AllowAssignment()
    {
        foreach (var field in _checks.Keys.SelectMany(t => t.Fields).Where(f => f.IsStatic))
            field.IsInitOnly = false;
    }

    private bool IsManaged(TypeDefinition type) =>
        !NeedsReload && type.Name != "<Module>" && !FieldFacts.IsInvisible(type) && !type.Fields.Any(IsOfThread)
        && (type.Fields.Any(IsState) || type.Methods.Any(m => m is { IsConstructor: true, IsStatic: true }));

    private static bool IsState(FieldDefinition field) =>
        field is { IsStatic: true, IsLiteral: false } && field.InitialValue.Length == 0;

    private static bool IsOfThread(FieldDefinition field) =>
        field.CustomAttributes.Any(a => a.AttributeType.Name == nameof(ThreadStaticAttribute));

    private MethodDefinition Manage(TypeDefinition type)
    {
        var state = type.Fields.Where(IsState).ToList();
        if (!type.IsBeforeFieldInit && type.Methods.Any(m => m is { IsConstructor: true, IsStatic: true }))
            _precise.Add(type);
        type.IsBeforeFieldInit = false;
        var initialiser = type.Methods.FirstOrDefault(m => m is { IsConstructor: true, IsStatic: true });
        if (initialiser is not null)
        {
            initialiser.Name = "<static constructor>";
            initialiser.IsSpecialName = initialiser.IsRuntimeSpecialName = false;
            _initialisers.Add(initialiser);
        }

        var epoch = AddField(type, "<schedule>", _module.TypeSystem.Int32);
        var fault = AddField(type, "<fault>", _module.ImportReference(typeof(Exception)));
        var run = Run(type, state, fault, initialiser);
        var first = Add(type, ".cctor", MethodAttributes.Private | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName);
        RunIfStale(type, first, epoch, run);
        first.Body.GetILProcessor().Emit(OpCodes.Ret);
        return Check(type, epoch, fault, run);
    }

    private MethodDefinition Run(
        TypeDefinition type, List<FieldDefinition> state, FieldDefinition fault, MethodDefinition? initialiser)
    {
        var run = Add(type, "<run static constructor>", MethodAttributes.Private);
        var il = run.Body.GetILProcessor();
        foreach (var field in state.Append(fault))
            Clear(il, field);
        var end = il.Create(OpCodes.Ret);
        if (initialiser is not null)
        {
            var caught = new VariableDefinition(_module.ImportReference(typeof(Exception)));
            run.Body.Variables.Add(caught);
            run.Body.InitLocals = true;
            var begin = il.Create(OpCodes.Call, On(initialiser, Self(type)));
            var handler = il.Create(OpCodes.Stloc, caught);
            il.Append(begin);
            il.Emit(OpCodes.Leave, end);
            il.Append(handler);
            il.Emit(OpCodes.Ldstr, type.FullName.Replace('/', '+'));
            il.Emit(OpCodes.Ldloc, caught);
            il.Emit(OpCodes.Newobj, _module.ImportReference(
                typeof(TypeInitializationException).GetConstructor([typeof(string), typeof(Exception)])));
            il.Emit(OpCodes.Stsfld, On(fault));
            il.Emit(OpCodes.Leave, end);
            run.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
            {
                CatchType = _module.ImportReference(typeof(Exception)),
                TryStart = begin, TryEnd = handler, HandlerStart = handler, HandlerEnd = end,
            });
        }

        il.Append(end);
        return run;
    }

    private MethodDefinition Check(TypeDefinition type, FieldDefinition epoch, FieldDefinition fault, MethodDefinition run)
    {
        var check = Add(type, "<check statics>", MethodAttributes.Assembly);
        RunIfStale(type, check, epoch, run);
        var il = check.Body.GetILProcessor();
        il.Emit(OpCodes.Ldsfld, On(fault));
        il.Emit(OpCodes.Call, _hooks.Memory(nameof(MemoryHooks.ThrowFault)));
        il.Emit(OpCodes.Ret);
        return check;
    }

    private void RunIfStale(TypeDefinition type, MethodDefinition method, FieldDefinition epoch, MethodDefinition run)
    {
        var il = method.Body.GetILProcessor();
        var next = il.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldsflda, On(epoch));
        il.Emit(OpCodes.Call, _hooks.Memory(nameof(MemoryHooks.IsStale)));
        il.Emit(OpCodes.Brfalse, next);
        il.Emit(OpCodes.Call, On(run, Self(type)));
        il.Append(next);
    }

    private static void Clear(ILProcessor il, FieldDefinition field)
    {
        var type = Inflation.TypeOf(On(field));
        if (type.IsPointer || type is FunctionPointerType)
        {
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Conv_U);
            il.Emit(OpCodes.Stsfld, On(field));
            return;
        }

        il.Emit(OpCodes.Ldsflda, On(field));
        il.Emit(OpCodes.Initobj, type);
    }

    private MethodDefinition Add(TypeDefinition type, string name, MethodAttributes attributes)
    {
        var method = new MethodDefinition(
            name, attributes | MethodAttributes.Static | MethodAttributes.HideBySig, _module.TypeSystem.Void);
        type.Methods.Add(method);
        _generated.Add(method);
        return method;
    }

    private static FieldDefinition AddField(TypeDefinition type, string name, TypeReference fieldType)
    {
        var field = new FieldDefinition(name, FieldAttributes.Private | FieldAttributes.Static, fieldType);
        type.Fields.Add(field);
        return field;
    }

    /// <summary>The type as its own code names it, with its type parameters.</summary>
    private static TypeReference Self(TypeDefinition type)
    {
        if (!type.HasGenericParameters)
            return type;
        var self = new GenericInstanceType(type);
        foreach (var parameter in type.GenericParameters)
            self.GenericArguments.Add(parameter);
        return self;
    }

    private static FieldReference On(FieldDefinition field) => field.DeclaringType.HasGenericParameters
        ? new FieldReference(field.Name, field.FieldType, Self(field.DeclaringType)) : field;

    private static MethodReference On(MethodDefinition method, TypeReference type) => type is GenericInstanceType
        ? new MethodReference(method.Name, method.ReturnType, type) : method;
}
