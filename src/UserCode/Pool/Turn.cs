using Pintle.UserCode.Wire;

namespace Pintle.UserCode.Pool;

/// <summary>What a batch has to say when its turn comes, and when it ends.</summary>
/// <param name="MayRun">It may run in this worker.</param>
/// <param name="Answered">Hears the kind of the answer before the next batch has its turn.</param>
internal sealed record Turn(Func<bool> MayRun, Action<FrameKind> Answered)
{
    /// <summary>It may run anywhere.</summary>
    public static Turn Free { get; } = new(static () => true, static _ => { });
}
