using System.Text.Json;
using Pintle.Router.Replay;

namespace Pintle.Server.Admin;

/// <summary>A job as it is answered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="State"><c>running</c>, <c>done</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Problem">Why it failed; null otherwise.</param>
/// <param name="PerSecond">Events ended a second of late; 0 when it isn't running.</param>
/// <param name="Left">Time that it still takes at this pace, <c>00:01:30</c>; null when it can't be said.</param>
internal sealed record JobReport(
    Guid Id, string Kind, string State, DateTimeOffset CreatedAt, JsonElement Asked, JobProgress Progress, string? Problem, double PerSecond, string? Left);

/// <summary>A job that was started.</summary>
/// <param name="Job">Its id.</param>
internal sealed record JobStarted(Guid Job);

/// <summary>A job that was ended.</summary>
/// <param name="Cancelled">It was.</param>
internal sealed record JobCancelled(bool Cancelled);
