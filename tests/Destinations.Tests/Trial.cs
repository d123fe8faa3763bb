using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

/// <summary>Gives events to a destination, as JSON, and tells at once what comes of them.</summary>
internal static class Trial
{
    /// <summary>What becomes of one event.</summary>
    public static Outcome Outcome(this DestinationType type, string settings, string message, TransformEnvironment? environment = null) =>
        type.Configure(JsonElement.Parse(settings)).TransformAsync(Input(message), environment ?? new()).Now();

    /// <summary>The requests that one event becomes.</summary>
    public static IReadOnlyList<VendorRequest> Send(this DestinationType type, string settings, string message, TransformEnvironment? environment = null) =>
        Assert.IsType<Outcome.Send>(type.Outcome(settings, message, environment)).Requests;

    /// <summary>The items that several events become at the router.</summary>
    public static IReadOnlyList<RouterItem> Together(this DestinationType type, string settings, params IEnumerable<string> messages) =>
        type.Configure(JsonElement.Parse(settings)).TransformTogetherAsync([.. messages.Select(Input)], new()).Now();

    private static EventInput Input(string message) => new(JsonElement.Parse(message), new JsObject());
}
