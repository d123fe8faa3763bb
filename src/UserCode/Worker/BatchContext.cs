using System.Globalization;
using Microsoft.ClearScript;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Worker;

/// <summary>A batch at work in a context of its own. Used by one thread, but for the watch over its time.</summary>
internal sealed class BatchContext : IDisposable
{
    // Timers may be early by as much.
    private static readonly TimeSpan Clock = TimeSpan.FromMilliseconds(20);

    private readonly V8ScriptEngine _engine;
    private readonly WorkerOptions _options;
    private readonly RunWatch _watch;
    private ScriptObject? _runtime;

    public BatchContext(Isolate isolate, V8Runtime runtime, bool isTest, WorkerOptions options)
    {
        (Isolate, IsTest, _options) = (isolate, isTest, options);

        // An exception of ours that code could get hold of would be an object of the host.
        _engine = runtime.CreateScriptEngine(V8ScriptEngineFlags.DisableGlobalMembers | V8ScriptEngineFlags.HideHostExceptions);
        _watch = new RunWatch(_engine, options.RunLimit, options.TotalRunLimit);
    }

    public Isolate Isolate { get; }

    /// <summary>It may log, and nothing is kept.</summary>
    public bool IsTest { get; }

    /// <summary>How long it has run.</summary>
    public TimeSpan Ran => _watch.Ran;

    /// <summary>All is there but the user's code.</summary>
    public void SetUp() => _runtime ??= Isolate.SetUp(_engine, IsTest);

    /// <summary>Begins the batch. Only now is the user's module run: it may look at the clock.</summary>
    public Progress Start(string messages, string metadata, string credentials) => Run(() =>
    {
        SetUp();
        Isolate.LoadModule(_engine);
        return _runtime!.InvokeMethod("start", messages, metadata, credentials);
    });

    /// <summary>Goes on with an answer of the host.</summary>
    public Progress Answer(int call, bool isGood, string json) => Run(() => _runtime!.InvokeMethod("answer", call, isGood, json));

    public void Dispose()
    {
        _watch.Dispose();
        _engine.Dispose();
    }

    // Its answer is the result, where there is one at once; promises have settled after it.
    private Progress Run(Func<object> work)
    {
        try
        {
            string? result;
            using (_watch.Begin())
            {
                result = work() as string;
            }

            if (result is null)
            {
                using (_watch.Begin())
                {
                    result = _runtime!.InvokeMethod("result") as string;
                }
            }

            return result is null ? Progress.Waiting((string)_runtime!.InvokeMethod("takeCalls")) : Progress.Done(result);
        }
        catch (ScriptInterruptedException) when (_watch.IsOver)
        {
            return Progress.TimedOut(TimedOut());
        }
        catch (ScriptInterruptedException)
        {
            return Progress.OutOfMemory;
        }
        catch (ScriptEngineException wrong)
        {
            return wrong.IsFatal ? Progress.OutOfMemory : Progress.Failed(StackText.OfBatch(wrong, Isolate.Code, _options.LongestError));
        }
    }

    private string TimedOut()
    {
        const string Known = "Error: Script execution timed out.";
        return _options.StrictPeer ? Known
            : _watch.Ran + Clock >= _options.TotalRunLimit ? $"{Known} The batch ran for {Seconds(_options.TotalRunLimit)} s in all, which is as long as it may. Make the code faster, or do less for each event."
            : $"{Known} The code ran for {Seconds(_options.RunLimit)} s without a pause{Place()}, which is as long as it may; all events of a batch fail then. Look for a loop that does not end.";
    }

    private string Place()
    {
        try
        {
            return _runtime?.GetProperty("inHand") is int and >= 0 and var place ? $", in event {place + 1} of the batch" : "";
        }
        catch (Exception ended) when (ended is ScriptEngineException or ScriptInterruptedException)
        {
            return "";
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
