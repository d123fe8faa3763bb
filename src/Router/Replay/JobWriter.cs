using Pintle.Router.Committing;
using Pintle.Store.Outcomes;

namespace Pintle.Router.Replay;

/// <summary>Writes jobs down with the next commit.</summary>
internal sealed class JobWriter : ICommitSource
{
    private readonly OutcomeCommitter _committer;
    private readonly Dictionary<Guid, JobRow> _changed = [];

    public JobWriter(OutcomeCommitter committer)
    {
        _committer = committer;
        committer.Add(this);
    }

    /// <summary>Writes the job with the next commit, whenever that is.</summary>
    public void Note(JobRow job)
    {
        lock (_changed)
        {
            _changed[job.Id] = job;
        }
    }

    /// <summary>Completes when the job is durable.</summary>
    public Task WriteAsync(JobRow job, CancellationToken ct)
    {
        Note(job);
        return _committer.FlushAsync(ct);
    }

    void ICommitSource.Collect(int shard, CommitBuilder commit)
    {
        lock (_changed)
        {
            commit.Jobs.AddRange(_changed.Values);
            _changed.Clear();
        }
    }

    void ICommitSource.Committed(int shard)
    {
    }
}
