using Microsoft.ClearScript;
using Microsoft.ClearScript.V8;

namespace Pintle.UserCode.Worker;

/// <summary>A batch at work in a context of its own. Used by one thread, but for the watch over its time.</summary>
internal sealed class BatchContext : IDisposable
{
    /// <summary>Where the entry leaves the user's module.</summary>
    public const string Namespace = "__pintle";

    private readonly V8ScriptEngine _engine;
    private readonly bool _isTest;
    private readonly RunWatch _watch;
    private ScriptObject? _runtime;
    private object? _user;

    public BatchContext(Isolate isolate, V8Runtime runtime, bool isTest, WorkerOptions options)
    {
        (Isolate, _isTest) = (isolate, isTest);
        _engine = runtime.CreateScriptEngine(V8ScriptEngineFlags.DisableGlobalMembers);
        _watch = new RunWatch(_engine, options.RunLimit);
    }

    public Isolate Isolate { get; }

    /// <summary>Our own functions and the user's module are there. A context made ahead is not prepared: the user's module may look at the clock.</summary>
    public Progress Start(string events, string credentials) => Run(() =>
    {
        (_runtime, _user) = Isolate.Load(_engine, _isTest);
        _runtime.InvokeMethod("start", _user, events, credentials);
    });

    /// <summary>Goes on with an answer of the host.</summary>
    public Progress Answer(int call, bool isGood, string json) => Run(() => _runtime!.InvokeMethod("answer", call, isGood, json));

    public void Dispose()
    {
        _watch.Dispose();
        _engine.Dispose();
    }

    private Progress Run(Action work)
    {
        try
        {
            using (_watch.Begin())
            {
                work();
            }

            using (_watch.Begin())
            {
                return _runtime!.GetProperty("isDone") is true
                    ? Progress.Done((string)_runtime.GetProperty("result"))
                    : Progress.Waiting((string)_runtime.InvokeMethod("takeCalls"));
            }
        }
        catch (ScriptInterruptedException) when (_watch.IsOver)
        {
            return Progress.Failed("Error: Script execution timed out.");
        }
        catch (ScriptInterruptedException)
        {
            return Progress.OutOfMemory;
        }
        catch (ScriptEngineException wrong)
        {
            return wrong.IsFatal ? Progress.OutOfMemory : Progress.Failed(StackText.OfBatch(wrong, Isolate.Code));
        }
    }
}
