using System.Text.Json;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;
using Pintle.UserCode.Code;
using Pintle.UserCode.Language;

namespace Pintle.UserCode.Worker;

/// <summary>One version's own heap, with its code compiled. Each batch gets a fresh context in it. Used by one thread.</summary>
internal sealed class Isolate : IDisposable
{
    // The error that the established product gives for unfinished code names what it puts behind it.
    private const string StrictTail = "\n    export const _ = 0;";

    // Where the user's module is left for what runs it.
    private const string ModuleName = "__pintle";

    // Young objects: with room for several batches at once, little of them is ever moved.
    private const int NewMegabytes = 48;
    private const int NewMegabytesOfMany = 3;

    // Of isolates that run little code.
    private const ulong SmallBytes = 2 << 20;
    private const ulong MiddlingBytes = 9 << 18;

    private readonly V8Runtime _runtime;
    private readonly V8Script _prelude;
    private readonly V8Script? _entry;
    private readonly V8Script _looker;
    private readonly V8ScriptEngine? _lasting;
    private readonly ScriptObject? _look;
    private readonly ModuleLoader _modules;
    private readonly WorkerOptions _options;
    private Task<BatchContext>? _ahead;
    private ulong _bytesAfterTrim;

    /// <param name="isOneOfMany">Memory counts for more than speed.</param>
    public Isolate(TransformationCode code, bool isOneOfMany, WorkerOptions options)
    {
        (Code, _options) = (code, options);
        var isFormer = code.CodeVersion == "0";
        // The hard limit ends the process: the soft one is met first by all but what takes a great deal at once.
        _runtime = new V8Runtime(code.VersionId, new V8RuntimeConstraints
        {
            MaxOldSpaceSize = options.HeapMegabytes * 2, MaxNewSpaceSize = isOneOfMany ? NewMegabytesOfMany : NewMegabytes,

            // Those are no part of the heap.
            MaxArrayBufferAllocation = (ulong)options.HeapMegabytes << 20,
        })
        {
            MaxHeapSize = checked((nuint)options.HeapMegabytes << 20),
            HeapSizeSampleInterval = TimeSpan.FromMilliseconds(20),
            HeapSizeViolationPolicy = V8RuntimeViolationPolicy.Interrupt,
        };
        _prelude = _runtime.Compile("pintle", Prelude.Script(Settings(isFormer), hasGlobals: !(options.StrictPeer && isFormer)));
        _entry = isFormer ? null : _runtime.Compile(new DocumentInfo("entry") { Category = ModuleCategory.Standard }, Entry);
        _looker = _runtime.Compile("looker", Prelude.Looker);
        if (!isOneOfMany)
        {
            _lasting = _runtime.CreateScriptEngine(V8ScriptEngineFlags.DisableGlobalMembers | V8ScriptEngineFlags.HideHostExceptions);
            _look = (ScriptObject)_lasting.Evaluate(_looker);
        }

        _modules = new ModuleLoader(code, options.StrictPeer && !isFormer ? StrictTail : null);
    }

    public TransformationCode Code { get; }

    /// <summary>Batches that are at work in it.</summary>
    public int Batches { get; set; }

    /// <summary>It holds so much that its memory is worth more than the time to make it again.</summary>
    public bool IsHeavy => Bytes > (ulong)_options.HeavyMegabytes << 20;

    /// <summary>A context is being made in it.</summary>
    public bool IsBusy => _ahead is { IsCompleted: false };

    /// <summary>A context in which nothing of the user's has run yet.</summary>
    public BatchContext NewContext(bool isTest) => (isTest ? null : TakeAhead()) ?? new BatchContext(this, _runtime, isTest, _options);

    /// <summary>Makes a context for the next batch while there is time.</summary>
    public void MakeAhead() => _ahead ??= Task.Run(() =>
    {
        var context = new BatchContext(this, _runtime, isTest: false, _options);
        context.SetUp();
        return context;
    });

    /// <summary>Gives memory back: there are many others.</summary>
    public void Trim()
    {
        if (Bytes > SmallBytes && _bytesAfterTrim > 0)
        {
            _runtime.CollectGarbage(exhaustive: false);
        }

        // Slower; but only this makes room for young objects small again, and forgets what loading took.
        if (_bytesAfterTrim == 0 || Bytes > Math.Max(MiddlingBytes, _bytesAfterTrim + (_bytesAfterTrim >> 1)))
        {
            _runtime.CollectGarbage(exhaustive: true);
            _bytesAfterTrim = Bytes;
        }
    }

    public void Dispose()
    {
        TakeAhead()?.Dispose();
        _lasting?.Dispose();
        _runtime.Dispose();
    }

    /// <summary>Sets a context up with all that is there before the user's code.</summary>
    /// <returns>What runs the batch.</returns>
    internal ScriptObject SetUp(V8ScriptEngine engine, bool isTest)
    {
        engine.DocumentSettings.Loader = _modules;
        engine.DocumentSettings.AccessFlags = DocumentAccessFlags.EnableFileLoading | DocumentAccessFlags.EnableWebLoading;
        return (ScriptObject)((ScriptObject)engine.Evaluate(_prelude)).Invoke(false, Globals.NewKey(), isTest, _look ?? engine.Evaluate(_looker));
    }

    /// <summary>Runs the user's module, up to its functions.</summary>
    internal void LoadModule(V8ScriptEngine engine)
    {
        if (_entry is not null)
        {
            engine.Evaluate(_entry);
            return;
        }

        engine.Execute(new DocumentInfo(Code.Name), Code.Source);
        engine.Execute($"globalThis.{ModuleName} = {{ transform: typeof transform === 'function' ? transform : undefined }}");
    }

    private ulong Bytes => _runtime.GetHeapInfo() is var heap ? heap.TotalHeapSize + heap.TotalExternalSize : 0;

    // None when it failed: then the next try says why.
    private BatchContext? TakeAhead()
    {
        try
        {
            return Interlocked.Exchange(ref _ahead, null)?.GetAwaiter().GetResult();
        }
        catch (Exception wrong) when (wrong is ScriptEngineException or ScriptInterruptedException)
        {
            return null;
        }
    }

    private string Entry => $"{(_options.StrictPeer ? $"import '{ModuleLoader.HiddenGlobals}'; " : "")}import * as user from '{ModuleLoader.User}'; globalThis.{ModuleName} = user;";

    private string Settings(bool isFormer) => JsonSerializer.Serialize(new
    {
        isFormer, module = ModuleName, strictPeer = _options.StrictPeer, mostLogs = _options.MostLogs, longestLog = _options.LongestLog, longestOutput = _options.LongestOutput,
        longestResult = _options.LongestResult, mostOutputs = _options.MostOutputs, deepest = _options.Deepest, longestError = _options.LongestError, longestCall = _options.LongestCall,
    });
}
