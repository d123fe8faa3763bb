namespace Pintle.Workspace.SourceConfig;

/// <summary>Answers for every workspace; while those are not known, for the one that the data plane of this process serves from its last snapshot.</summary>
public sealed class EitherSourceConfigs(ISourceConfigs all, ISourceConfigs served) : ISourceConfigs
{
    /// <inheritdoc/>
    public async ValueTask<SourceConfigAnswer> FindAsync(string writeKey, CancellationToken ct)
    {
        var answer = await all.FindAsync(writeKey, ct);
        if (answer != SourceConfigAnswer.NotYet)
        {
            return answer;
        }

        // A key that is not of this workspace may be of another.
        return await served.FindAsync(writeKey, ct) is { Tag.Length: > 0 } found ? found : SourceConfigAnswer.NotYet;
    }
}
