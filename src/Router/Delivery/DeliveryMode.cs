namespace Pintle.Router.Delivery;

/// <summary>What a loop does with the events of its destination.</summary>
internal enum DeliveryMode
{
    /// <summary>Sends them.</summary>
    Deliver,

    /// <summary>Keeps its place: paused, disabled for less than the grace, or settings that can't work.</summary>
    Wait,

    /// <summary>Ends them as dead letters: disabled for longer than the grace.</summary>
    Disabled,

    /// <summary>Counts them as discarded: the destination was deleted.</summary>
    Deleted,
}
