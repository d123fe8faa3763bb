using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit.Tests;

/// <summary>An invented vendor, whose destination does with an event what the event's name says.</summary>
[Destination("PARCEL", "Parcel", Aliases = ["PACKET"])]
public sealed class ParcelDestination : Destination<ParcelSettings>
{
    protected override void Handle(Handlers<ParcelSettings> on)
    {
        on.Track(Track);
        on.Identify(static async (e, settings) =>
        {
            var answer = await e.AskAsync(VendorRequest.Get($"https://parcel.example/{settings.Depot}/people"));
            return answer.IsSuccess ? Send(Request(e, settings)) : throw EventRejectedException.Vendor(answer.Status, answer.Body);
        });
        on.On("record", static (e, settings) => Send(Request(e, settings)));
        on.Batch(new BatchRule { MaxEvents = 10, Join = BatchRule.JoinArrays("parcels") });
        on.Delete(static async (request, ct) => (await request.SendAsync(VendorRequest.Post($"https://parcel.example/{request.Setting("depot")}/delete", new JsObject()), ct)) is var answer && answer.IsSuccess
            ? DeletionResult.Successful
            : DeletionResult.Failed(answer));
    }

    private static Outcome Track(Event e, ParcelSettings settings) => e["event"].AsText() switch
    {
        "skip" => Skip("not wanted"),
        "suppress" => new Outcome.Suppressed("done already"),
        "reject" => throw EventRejectedException.Instrumentation("the parcel has no address"),
        "misconfigured" => throw EventRejectedException.Configuration("the depot is closed"),
        "retry" => throw new EventRetryException(503, "the depot is away") { IsOfDestination = true, Auth = AuthProblem.Expired },
        "bug" => throw new InvalidOperationException("a bug"),
        "twice" => Send(Request(e, settings), Request(e, settings)),
        _ => Send(Request(e, settings)),
    };

    private static VendorRequest Request(Event e, ParcelSettings settings) => VendorRequest.Post(
        $"https://parcel.example/{settings.Depot}", new JsObject { ["parcels"] = new JsArray { new JsObject { ["event"] = e["event"], ["at"] = e["timestamp"], ["plan"] = e["plan"] } } });
}

/// <summary>What a user of the invented vendor fills in.</summary>
public sealed record ParcelSettings
{
    [Field("Depot")]
    public required string Depot { get; init; }
}
