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

    private static readonly string Runtime = JavaScript.Find("runtime.js")!;

    private readonly V8Runtime _runtime;
    private readonly V8Script _start;
    private readonly V8Script? _globals;
    private readonly V8Script? _entry;
    private readonly ModuleLoader _modules;
    private readonly WorkerOptions _options;
    private readonly string _settings;
    private readonly string _testSettings;

    public Isolate(TransformationCode code, WorkerOptions options)
    {
        (Code, _options) = (code, options);
        var isFormer = code.CodeVersion == "0";
        _settings = Settings(isTest: false, isFormer);
        _testSettings = Settings(isTest: true, isFormer);

        // The hard limit ends the process: the soft one is met first by all but what takes a great deal at once.
        _runtime = new V8Runtime(code.VersionId, new V8RuntimeConstraints
        {
            MaxOldSpaceSize = options.HeapMegabytes * 2, MaxNewSpaceSize = 8,

            // Those are no part of the heap.
            MaxArrayBufferAllocation = (ulong)options.HeapMegabytes << 20,
        })
        {
            MaxHeapSize = checked((nuint)options.HeapMegabytes << 20),
            HeapSizeSampleInterval = TimeSpan.FromMilliseconds(20),
            HeapSizeViolationPolicy = V8RuntimeViolationPolicy.Interrupt,
        };
        _start = _runtime.Compile("pintle", Runtime);

        // The established product has none of them; its libraries, which the former form of code can't import, work all the same.
        _globals = options.StrictPeer && isFormer ? null : _runtime.Compile("pintle globals", Globals.Script);
        _entry = isFormer ? null : _runtime.Compile(new DocumentInfo("entry") { Category = ModuleCategory.Standard }, $"{(options.StrictPeer ? $"import '{ModuleLoader.HiddenGlobals}'; " : "")}import * as user from '{ModuleLoader.User}'; globalThis.{BatchContext.Namespace} = user;");
        _modules = new ModuleLoader(code, options.StrictPeer && !isFormer ? StrictTail : null);
    }

    public TransformationCode Code { get; }

    /// <summary>Batches that are at work in it.</summary>
    public int Batches { get; set; }

    /// <summary>It holds so much that its memory is worth more than the time to make it again.</summary>
    public bool IsHeavy => _runtime.GetHeapInfo() is var heap && heap.TotalHeapSize + heap.TotalExternalSize > (ulong)_options.HeavyMegabytes << 20;

    /// <summary>A context in which nothing has run yet.</summary>
    public BatchContext NewContext(bool isTest) => new(this, _runtime, isTest, _options);

    public void Dispose() => _runtime.Dispose();

    /// <summary>Prepares a context: our functions, then the user's module.</summary>
    internal (ScriptObject Runtime, object User) Load(V8ScriptEngine engine, bool isTest)
    {
        engine.DocumentSettings.Loader = _modules;
        engine.DocumentSettings.AccessFlags = DocumentAccessFlags.EnableFileLoading | DocumentAccessFlags.EnableWebLoading;
        if (_globals is not null)
        {
            ((ScriptObject)engine.Evaluate(_globals)).Invoke(false, Globals.Random);
        }

        var runtime = (ScriptObject)((ScriptObject)engine.Evaluate(_start)).Invoke(false, isTest ? _testSettings : _settings);
        if (_entry is null)
        {
            engine.Execute(new DocumentInfo(Code.Name), Code.Source);
            return (runtime, engine.Evaluate("({ transform: typeof transform === 'function' ? transform : undefined })"));
        }

        engine.Evaluate(_entry);
        var user = engine.Global.GetProperty(BatchContext.Namespace);
        engine.Global.DeleteProperty(BatchContext.Namespace);
        return (runtime, user);
    }

    private string Settings(bool isTest, bool isFormer) => JsonSerializer.Serialize(new
    {
        isTest, isFormer, strictPeer = _options.StrictPeer, mostLogs = _options.MostLogs, longestLog = _options.LongestLog, longestOutput = _options.LongestOutput,
        longestResult = _options.LongestResult, mostOutputs = _options.MostOutputs, deepest = _options.Deepest, longestError = _options.LongestError, longestCall = _options.LongestCall,
    });
}
