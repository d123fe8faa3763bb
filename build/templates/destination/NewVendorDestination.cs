using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;

namespace Pintle.Destinations.NewVendor;

/// <summary>Sends events to NewVendor.</summary>
/// <remarks>https://docs.newvendor.example/api</remarks>
[Destination("NEWVENDOR", "NewVendor", Docs = "https://docs.newvendor.example/api", Category = DestinationCategory.Other)]
public sealed class NewVendorDestination : Destination<NewVendorSettings>
{
    protected override void Handle(Handlers<NewVendorSettings> on)
    {
        on.Identify((e, settings) => Send(settings.Post("people", NewVendorMapping.Person.Map(e))));
        on.Track((e, settings) => Send(settings.Post("events", NewVendorMapping.Event.Map(e))));
        on.Response(Read);
    }

    // What a vendor's answer means, when its status alone doesn't say it.
    private static DeliveryResult Read(Delivered delivered) =>
        delivered.Response.IsSuccess && delivered.Response.Json["error"].ToText() is { Length: > 0 } problem
            ? delivered.All(new Verdict(VerdictKind.Abort, 400, "refused", problem))
            : delivered.ByStatus();
}
