namespace Pintle.Router.Committing;

/// <summary>Forgets a consumer with the next commit of each shard.</summary>
internal sealed class ConsumerDeletion(string consumer) : ICommitSource
{
    public async Task RunAsync(IReadOnlyList<OutcomeCommitter> committers, CancellationToken ct)
    {
        foreach (var committer in committers)
        {
            committer.Add(this);
            await committer.FlushAsync(ct);
            committer.Remove(this);
        }
    }

    void ICommitSource.Collect(int shard, CommitBuilder commit) => commit.DeletedConsumers.Add(consumer);

    void ICommitSource.Committed(int shard)
    {
    }
}
