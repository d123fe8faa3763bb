using Pintle.UserCode.Code;

namespace Pintle.UserCode.Worker;

/// <summary>The versions that a worker has ready: those used last stay, as many as there is room for.</summary>
internal sealed class IsolateShelf(WorkerOptions options) : IDisposable
{
    // So many may take more memory than they need.
    private const int Few = 8;

    private readonly Dictionary<string, LinkedListNode<VersionIsolates>> _byVersion = [];
    private readonly LinkedList<VersionIsolates> _lastUsed = [];

    /// <summary>Speed counts for more than memory.</summary>
    public bool HasRoom => _byVersion.Count <= Few;

    public Isolate? Find(string versionId)
    {
        if (!_byVersion.TryGetValue(versionId, out var node))
        {
            return null;
        }

        _lastUsed.Remove(node);
        _lastUsed.AddFirst(node);
        return node.Value.Choose(HasRoom);
    }

    public void Load(TransformationCode code)
    {
        if (_byVersion.ContainsKey(code.VersionId))
        {
            return;
        }

        // One with a batch that waits must stay.
        for (var node = _lastUsed.Last; node is not null && _byVersion.Count >= options.MostVersions; node = node.Previous)
        {
            if (!node.Value.IsInUse)
            {
                Remove(node);
                node.Value.Dispose();
                break;
            }
        }

        _byVersion[code.VersionId] = _lastUsed.AddFirst(new VersionIsolates(code, _byVersion.Count >= Few, options));
    }

    /// <summary>Takes one away: it is of no more use.</summary>
    public void Drop(Isolate isolate)
    {
        if (_byVersion.TryGetValue(isolate.Code.VersionId, out var node))
        {
            node.Value.Drop(isolate);
            if (node.Value.IsEmpty)
            {
                Remove(node);
            }
        }
    }

    /// <summary>Takes a version away.</summary>
    public void Drop(string versionId)
    {
        if (_byVersion.TryGetValue(versionId, out var node))
        {
            Remove(node);
            node.Value.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var version in _lastUsed)
        {
            version.Dispose();
        }
    }

    private void Remove(LinkedListNode<VersionIsolates> node)
    {
        _byVersion.Remove(node.Value.VersionId);
        _lastUsed.Remove(node);
    }
}
