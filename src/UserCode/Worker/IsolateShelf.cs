using Pintle.UserCode.Code;

namespace Pintle.UserCode.Worker;

/// <summary>The isolates of a worker: those used last stay, as many as there is room for.</summary>
internal sealed class IsolateShelf(WorkerOptions options) : IDisposable
{
    // So many may take more memory than they need.
    private const int Few = 8;

    private readonly Dictionary<string, LinkedListNode<Isolate>> _byVersion = [];
    private readonly LinkedList<Isolate> _lastUsed = [];

    public Isolate? Find(string versionId)
    {
        if (!_byVersion.TryGetValue(versionId, out var node))
        {
            return null;
        }

        _lastUsed.Remove(node);
        _lastUsed.AddFirst(node);
        return node.Value;
    }

    public void Load(TransformationCode code)
    {
        if (Find(code.VersionId) is not null)
        {
            return;
        }

        // One with a batch that waits must stay.
        for (var node = _lastUsed.Last; node is not null && _byVersion.Count >= options.MostIsolates; node = node.Previous)
        {
            if (node.Value.Batches == 0)
            {
                _lastUsed.Remove(node);
                _byVersion.Remove(node.Value.Code.VersionId);
                node.Value.Dispose();
                break;
            }
        }

        _byVersion[code.VersionId] = _lastUsed.AddFirst(new Isolate(code, _byVersion.Count >= Few, options));
    }

    /// <summary>Takes one away: it is of no more use.</summary>
    public void Drop(Isolate isolate)
    {
        if (_byVersion.Remove(isolate.Code.VersionId, out var node))
        {
            _lastUsed.Remove(node);
            isolate.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var isolate in _lastUsed)
        {
            isolate.Dispose();
        }
    }
}
