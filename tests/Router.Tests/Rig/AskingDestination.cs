using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;
using Pintle.DestinationKit.Settings;

namespace Pintle.Router.Tests.Rig;

/// <summary>Asks its vendor for a token, remembers it, and sends it with each event; a 401 says that the token is of no use any more.</summary>
[Destination("ASKING", "Asking")]
public sealed class AskingDestination : Destination<AskingSettings>
{
    private static readonly Lookup<string> Tokens = new("rig-token") { Ttl = TimeSpan.FromHours(1) };

    protected override void Handle(Handlers<AskingSettings> on)
    {
        on.Track(TrackAsync);
        on.Response(Read);
    }

    private static async ValueTask<Outcome> TrackAsync(Event e, AskingSettings settings)
    {
        var token = await Tokens.GetAsync(e.Environment, settings.WebhookUrl, async () =>
        {
            var answer = await e.AskAsync(VendorRequest.Get(settings.WebhookUrl + "token"));
            return answer.IsSuccess ? answer.Body : throw new EventRetryException(answer.Status, "no token");
        });
        return Send(VendorRequest.Post(settings.WebhookUrl, new JsObject
        {
            ["token"] = token, ["rows"] = new JsArray { new JsObject { ["user"] = e["userId"], ["number"] = e["properties.number"] } },
        }));
    }

    private static DeliveryResult Read(Delivered delivered)
    {
        if (delivered.Response.Status == 401)
        {
            Tokens.Forget(delivered.Environment, delivered.Request.Endpoint);
        }

        return delivered.ByStatus();
    }
}

/// <summary>As a webhook has it.</summary>
public sealed record AskingSettings
{
    [Field("URL")]
    public required string WebhookUrl { get; init; }
}
