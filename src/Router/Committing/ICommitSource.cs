namespace Pintle.Router.Committing;

/// <summary>Whoever has outcomes to commit. Called on the committer's thread; implementations lock themselves.</summary>
internal interface ICommitSource
{
    /// <summary>Moves what a shard's commit should hold into it.</summary>
    void Collect(int shard, CommitBuilder commit);

    /// <summary>What was collected last for the shard is durable.</summary>
    void Committed(int shard);
}
