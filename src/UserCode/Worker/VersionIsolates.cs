using Pintle.UserCode.Code;

namespace Pintle.UserCode.Worker;

/// <summary>
/// The isolates of one version. A busy version has two when there is room: in one a context is made for the batch after next while the other runs.
/// </summary>
internal sealed class VersionIsolates(TransformationCode code, bool isOneOfMany, WorkerOptions options) : IDisposable
{
    // Batches that came before a context was ready.
    private const int ManyWaits = 16;

    private readonly List<Isolate> _isolates = [new Isolate(code, isOneOfMany, options)];
    private int _waits;

    public string VersionId => code.VersionId;

    /// <summary>A batch is at work in one of them.</summary>
    public bool IsInUse => _isolates.Exists(i => i.Batches > 0);

    public bool IsEmpty => _isolates.Count == 0;

    /// <summary>The one for the next batch.</summary>
    /// <param name="hasRoom">There may be one more.</param>
    public Isolate Choose(bool hasRoom)
    {
        if (_isolates.Find(i => !i.IsBusy) is { } ready)
        {
            return ready;
        }

        if (hasRoom && _isolates.Count == 1 && ++_waits == ManyWaits)
        {
            _isolates.Add(new Isolate(code, isOneOfMany, options));
        }

        return _isolates[^1];
    }

    /// <summary>Takes one away: it is of no more use.</summary>
    public void Drop(Isolate isolate)
    {
        if (_isolates.Remove(isolate))
        {
            isolate.Dispose();
        }
    }

    public void Dispose() => _isolates.ForEach(static i => i.Dispose());
}
