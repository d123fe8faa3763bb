using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Settings;

namespace Pintle.Transformer.Tests;

/// <summary>A destination that does with an event whatever its <c>event</c> says.</summary>
[Destination("SAMPLE", "Sample", Docs = "https://example.com")]
public sealed class SampleDestination : Destination<SampleSettings>
{
    protected override void Handle(Handlers<SampleSettings> on) => on.Track(Track);

    private static Outcome Track(Event e, SampleSettings settings) => e["event"].AsText() switch
    {
        "skip" => new Outcome.Skip("not wanted"),
        "suppress" => new Outcome.Suppressed("done already"),
        "reject" => throw new EventRejectedException(RejectKind.Instrumentation, "the event lacks a name"),
        "suppress and show" => new Outcome.Suppressed("done already") { Requests = [Request(settings, "a")] },
        "token" => throw new EventRetryException(500, "the token has expired") { Auth = AuthProblem.Expired },
        "retry" => new Outcome.Retry(503, "the look-up is away"),
        "bug" => throw new InvalidOperationException("a bug"),
        "twice" => new Outcome.Send([Request(settings, "a"), Request(settings, "b")]),
        _ => new Outcome.Send([Request(settings, e["event"].AsText()!)]),
    };

    private static VendorRequest Request(SampleSettings settings, string path) => new()
    {
        Method = "POST",
        Endpoint = $"https://vendor.test/{settings.ApiKey}/{path}",
        Kind = BodyKind.Json,
        Body = "{\"n\":1}"u8.ToArray(),
    };
}

public sealed record SampleSettings
{
    [Field("API key", Secret = true)]
    public required string ApiKey { get; init; }
}
