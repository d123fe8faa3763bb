using Pintle.UserCode.Code;

namespace Pintle.UserCode.Pool;

/// <summary>How often each version has ended workers lately: three times in five minutes, and it is suspended for ten.</summary>
internal sealed class VersionRecords(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Suspension = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Record> _records = [];

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

    public void Add(TransformationCode code, string reason)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var record = _records.GetValueOrDefault(code.VersionId) ?? (_records[code.VersionId] = new Record());
            record.Ends.RemoveAll(at => now - at > Window);
            record.Ends.Add(now);
            if (record.Ends.Count >= Most)
            {
                (record.SuspendedUntil, record.Reason) = (now + Suspension, reason);
                record.Ends.Clear();
            }
        }
    }

    private sealed class Record
    {
        public List<DateTimeOffset> Ends { get; } = [];

        public DateTimeOffset SuspendedUntil { get; set; }

        public string Reason { get; set; } = "";
    }
}
