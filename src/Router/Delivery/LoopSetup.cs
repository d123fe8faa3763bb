using Microsoft.Extensions.Logging;
using Pintle.DestinationKit;
using Pintle.Events;
using Pintle.Lanes;
using Pintle.Lanes.Processing;
using Pintle.Router.Accounts;
using Pintle.Router.Committing;
using Pintle.Router.Draining;
using Pintle.Router.Poison;
using Pintle.Router.Retry;
using Pintle.Router.Sending;
using Pintle.Router.Timing;
using Pintle.Router.UserCode;
using Pintle.Store;

namespace Pintle.Router.Delivery;

/// <summary>What every delivery loop of a node works with.</summary>
internal sealed record LoopSetup(
    IEventStore Store,
    LaneOwner Lanes,
    ProcessingSteps Steps,
    IReadOnlyList<OutcomeCommitter> Committers,
    RouterOptions Options,
    RetrySchedule Retry,
    DrainedRuns Drained,
    EventNames Names,
    LiveFeed Live,
    Func<string, VendorClient> ClientOf,
    TimeProvider Time,
    ILogger Log)
{
    public required Throttles Throttles { get; init; }

    public required InHandNotes Notes { get; init; }

    /// <summary>Of accounts that destinations deliver through.</summary>
    public required AccountTokens Tokens { get; init; }

    /// <summary>Where a destination's times are noted.</summary>
    public required Func<string, DeliveryTimes> TimesOf { get; init; }

    /// <summary>Runs user transformations.</summary>
    public required EventCode Code { get; init; }

    /// <summary>Clock and way out of a destination's transformations.</summary>
    public required Func<string, TransformEnvironment> EnvironmentOf { get; init; }
}
