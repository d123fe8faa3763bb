using System.Collections.Concurrent;
using Pintle.UserCode.Code;

namespace Pintle.UserCode.Pool;

/// <summary>What harm each version has done lately. It ends a worker three times in five minutes: it is suspended for ten. It ends one, or runs for too long, once: it runs aside for five.</summary>
internal sealed class VersionRecords(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Suspension = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Record> _records = new();

    /// <exception cref="UserCodeSuspendedException">It is.</exception>
    public void ThrowIfSuspended(TransformationCode code)
    {
        lock (_gate)
        {
            if (_records.TryGetValue(code.VersionId, out var record) && record.SuspendedUntil > time.GetUtcNow())
            {
                throw new UserCodeSuspendedException(code, record.SuspendedUntil, record.Reason);
            }
        }
    }

    /// <summary>Its batches are to run where they keep nobody waiting.</summary>
    public bool IsAside(string versionId) => _records.TryGetValue(versionId, out var record) && record.AsideUntil > time.GetUtcNow();

    /// <summary>A batch of it ran for too long.</summary>
    public void AddTimeout(string versionId)
    {
        lock (_gate)
        {
            Get(versionId).AsideUntil = time.GetUtcNow() + Window;
        }
    }

    /// <summary>It ended a worker.</summary>
    public void AddEnd(TransformationCode code, string reason)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var record = Get(code.VersionId);
            record.AsideUntil = now + Window;
            record.Ends.RemoveAll(at => now - at > Window);
            record.Ends.Add(now);
            if (record.Ends.Count >= Most)
            {
                (record.SuspendedUntil, record.Reason) = (now + Suspension, reason);
                record.Ends.Clear();
            }
        }
    }

    private Record Get(string versionId)
    {
        // Versions come and go; those that did no harm for long are forgotten.
        foreach (var (id, record) in _records)
        {
            if (record.AsideUntil + Suspension < time.GetUtcNow())
            {
                _records.TryRemove(id, out _);
            }
        }

        return _records.GetOrAdd(versionId, static _ => new Record());
    }

    private sealed class Record
    {
        public DateTimeOffset AsideUntil { get; set; }

        public List<DateTimeOffset> Ends { get; } = [];

        public DateTimeOffset SuspendedUntil { get; set; }

        public string Reason { get; set; } = "";
    }
}
