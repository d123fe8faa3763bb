using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Router.Tests.Rig;

/// <summary>Sends each event with its account's access token. 401: the token has expired; 403: access was withdrawn.</summary>
[Destination("TOKEN", "Token")]
public sealed class TokenDestination : Destination<AskingSettings>
{
    /// <summary>The number of an event that its transformation throws for.</summary>
    public const long Bug = -1;

    protected override void Handle(Handlers<AskingSettings> on)
    {
        on.Track(static (e, settings) => e["properties.number"].AsNumber() == Bug ? throw new InvalidOperationException("a bug") : ToRequest(e, settings));
        on.Response(Read);
    }

    internal static Outcome ToRequest(Event e, AskingSettings settings) => new Outcome.Send(
        VendorRequest.Post(settings.WebhookUrl, new JsObject
        {
            ["rows"] = new JsArray { new JsObject { ["user"] = e["userId"], ["number"] = e["properties.number"] } },
        }).With("Authorization", $"Bearer {e.Secret["access_token"]}"));

    internal static DeliveryResult Read(Delivered delivered) => delivered.All(delivered.Response.ByStatus() with
    {
        Auth = delivered.Response.Status switch { 401 => AuthProblem.Expired, 403 => AuthProblem.Revoked, _ => AuthProblem.None },
    });
}

/// <summary>The same, with up to ten events in a request.</summary>
[Destination("TOKENROWS", "Token Rows")]
public sealed class TokenRowsDestination : Destination<AskingSettings>
{
    protected override void Handle(Handlers<AskingSettings> on)
    {
        on.Track(TokenDestination.ToRequest);
        on.Batch(new BatchRule { MaxEvents = 10, Join = BatchRule.JoinArrays("rows") });
        on.Response(TokenDestination.Read);
    }
}
