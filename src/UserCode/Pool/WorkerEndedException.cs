namespace Pintle.UserCode.Pool;

/// <summary>A worker ended, or had to be ended, while a batch ran in it.</summary>
/// <param name="message">Why, for the owner of the code.</param>
internal sealed class WorkerEndedException(string message) : Exception(message)
{
    /// <summary>It waited for calls meanwhile: another batch is to blame.</summary>
    public bool IsInnocent { get; init; }

    /// <summary>It ran for too long.</summary>
    public bool IsForTime { get; init; }

    /// <summary>The worker is well, but its version is to run elsewhere.</summary>
    public bool IsMoved { get; init; }
}
