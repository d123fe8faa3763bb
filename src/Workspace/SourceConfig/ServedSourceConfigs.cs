using System.Collections.Concurrent;

namespace Pintle.Workspace.SourceConfig;

/// <summary>Answers for the workspace that the data plane of this process serves. Thread-safe; each answer is written once a revision.</summary>
public sealed class ServedSourceConfigs(WorkspaceHolder workspace) : ISourceConfigs
{
    private volatile Answers? _answers;

    /// <inheritdoc/>
    public ValueTask<SourceConfigAnswer> FindAsync(string writeKey, CancellationToken ct)
    {
        if (workspace.Current is not { } snapshot)
        {
            return new(SourceConfigAnswer.NotYet);
        }

        if (!snapshot.SourcesByWriteKey.TryGetValue(writeKey, out var source))
        {
            return new(SourceConfigAnswer.UnknownKey);
        }

        var answers = _answers;
        if (answers?.Snapshot != snapshot)
        {
            _answers = answers = new Answers(snapshot);
        }

        return new(answers.BySource.GetOrAdd(source.Id, static (_, of) => SourceConfigAnswer.Of(of.source, of.snapshot), (source, snapshot)));
    }

    private sealed record Answers(WorkspaceSnapshot Snapshot)
    {
        public ConcurrentDictionary<string, SourceConfigAnswer> BySource { get; } = new();
    }
}
