namespace Pintle.ControlPlane.Publishing;

/// <summary>
/// Which revision the data plane of this process works from. Who changes something and then sends an event expects it to be treated as changed: the answer to a change waits until the
/// change is in force, where that is a matter of moments. Thread-safe.
/// </summary>
internal sealed class RevisionInForce(TimeProvider time)
{
    private const string None = "";
    private const int MostSlow = 2;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    // A large workspace takes longer to read, each time; nobody should wait for that with each of a thousand changes. The first reading after a start is slow in any case.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    // Null: nothing comes into force for now, or not soon.
    private readonly Watched<(string WorkspaceId, long Revision)?> _now = new(null);
    private int _slow;

    /// <summary>A revision has come into force.</summary>
    /// <param name="workspaceId">Of the workspace.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="took">How long it took to read it.</param>
    public void Tell(string workspaceId, long revision, TimeSpan took)
    {
        _slow = took < Moment ? 0 : _slow + 1;
        Set(_slow < MostSlow ? (workspaceId, revision) : null);
    }

    /// <summary>There is no workspace yet: the first one that is made will come into force.</summary>
    public void TellNone() => Set((None, 0));

    /// <summary>None comes into force for now.</summary>
    public void Stop() => Set(null);

    /// <summary>Completes when the revision is in force, and soon when it can't be told whether it is.</summary>
    public async Task WaitAsync(string workspaceId, long revision, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            await _now.UntilAsync(now => now is not { } served || (served.WorkspaceId != None && served.WorkspaceId != workspaceId) || served.Revision >= revision, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It takes too long: the change is made all the same.
        }
    }

    private void Set((string WorkspaceId, long Revision)? now) => _now.Set(_ => now);
}
