using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Router.Tests.Rig;

/// <summary>Takes up to ten events in a request; its vendor answers with the rows that it refuses, some for now and some for good.</summary>
[Destination("ROWS", "Rows")]
public sealed class RowsDestination : Destination<RowsSettings>
{
    protected override void Handle(Handlers<RowsSettings> on)
    {
        on.Track(static (e, settings) => e["properties.number"].AsNumber() switch
        {
            -1 => throw new InvalidOperationException("a bug"),
            -2 => Skip("not wanted"),
            _ => Send(VendorRequest.Post(settings.WebhookUrl, new JsObject
            {
                ["rows"] = new JsArray { new JsObject { ["user"] = e["userId"], ["number"] = e["properties.number"] } },
            })),
        });
        on.Batch(new BatchRule { MaxEvents = 10, Join = BatchRule.JoinArrays("rows") });
        on.Response(Read);
    }

    private static DeliveryResult Read(Delivered delivered)
    {
        if (!delivered.Response.IsSuccess)
        {
            return delivered.ByStatus();
        }

        Verdict[] verdicts = [.. Enumerable.Repeat(Verdict.Delivered, delivered.Events)];
        foreach (var row in delivered.Response.Json["refused"].Items)
        {
            verdicts[(int)row["index"].AsNumber()!] = Verdict.ByStatus((int)row["status"].AsNumber()!, "row refused");
        }

        return new DeliveryResult(200, "", verdicts);
    }
}

/// <summary>As a webhook has it.</summary>
public sealed record RowsSettings
{
    [Field("URL")]
    public required string WebhookUrl { get; init; }
}
