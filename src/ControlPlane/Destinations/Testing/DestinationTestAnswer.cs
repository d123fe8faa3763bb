using System.Text.Json;
using System.Text.Json.Serialization;
using Pintle.ControlPlane.Http;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary>What a destination makes of an event.</summary>
/// <param name="Problem">Why it could not be tried at all; null: it was.</param>
/// <param name="Results">What comes of it: one, or as many as the user transformation makes of it.</param>
internal sealed record DestinationTestAnswer(string? Problem, IReadOnlyList<TestedEvent> Results);

/// <summary>What comes of an event.</summary>
/// <param name="Event">As the destination gets it.</param>
/// <param name="Outcome">What the destination's transformation says.</param>
/// <param name="Reason">Why nothing is sent; empty when something is.</param>
/// <param name="Requests">In order; later ones are made only after earlier ones succeeded.</param>
internal sealed record TestedEvent(
    JsonElement Event, [property: JsonConverter(typeof(CamelCaseConverter<TestOutcome>))] TestOutcome Outcome, string Reason, IReadOnlyList<TestedRequest> Requests);

/// <summary>What a transformation says of an event.</summary>
internal enum TestOutcome
{
    /// <summary>It becomes requests.</summary>
    Requests,

    /// <summary>It is left out on purpose.</summary>
    LeftOut,

    /// <summary>It can't be sent, now or ever.</summary>
    Refused,

    /// <summary>It would be tried again: something that is needed is away.</summary>
    Later,
}

/// <summary>A request, without the secrets in it.</summary>
/// <param name="Headers">In order.</param>
/// <param name="Body">Text; empty: none.</param>
/// <param name="Answer">What the vendor said; null: it was not asked.</param>
internal sealed record TestedRequest(string Method, string Url, IReadOnlyList<TestedHeader> Headers, string Body, TestedResponse? Answer);

/// <summary>A header of a request.</summary>
internal sealed record TestedHeader(string Name, string Value);

/// <summary>A vendor's answer.</summary>
/// <param name="Status">HTTP status; 0: there was no answer.</param>
/// <param name="Body">What it said, or why there was no answer.</param>
/// <param name="Delivered">The event has arrived, as the destination reads the answer.</param>
/// <param name="Verdict">What the answer means for the event.</param>
internal sealed record TestedResponse(int Status, string Body, bool Delivered, string Verdict);
