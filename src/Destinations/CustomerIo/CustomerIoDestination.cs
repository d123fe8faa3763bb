using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;

namespace Pintle.Destinations.CustomerIo;

/// <summary>Keeps people, their devices, companies and other objects up to date at Customer.io, and records what people do.</summary>
/// <remarks>https://docs.customer.io/api/track/</remarks>
[Destination("CUSTOMERIO", "Customer IO", Docs = "https://docs.customer.io/api/track/", AtRouter = true, OnDevice = ["web"],
    Category = DestinationCategory.Marketing, Synonyms = ["customer.io", "email", "messaging", "push"])]
public sealed class CustomerIoDestination : Destination<CustomerIoSettings>
{
    // A batch takes 500 KB: https://docs.customer.io/api/track/#operation/batch. The rest is for its brackets.
    private const int MaxBatchBytes = 500_000 - 4_000;

    protected override void Handle(Handlers<CustomerIoSettings> on)
    {
        on.Identify((e, s) => Send(Identify(e, s)));
        on.Track((e, s) => Send(CustomerIoEvents.OfTrack(e, s)));
        on.Page((e, s) => Send(CustomerIoEvents.OfPage(e, s)));
        on.Screen((e, s) => Send(CustomerIoEvents.OfScreen(e, s)));
        on.Alias((e, s) => Send(Alias(e, s)));
        on.Group((e, s) => Send(Objects.OfGroup(e, s)));
        on.On("record", (e, s) => Send(Records.Of(e, s)));
        on.Batch(new BatchRule
        {
            MaxEvents = 1_000,
            MaxBytes = MaxBatchBytes,
            Takes = static request => request.EndpointPath == CustomerIoApi.Batch,
            Join = static requests => requests[0] with
            {
                Content = new JsObject { { "batch", JsArray.Of(requests.Select(r => r.Content)) } },
                UserId = null,
                Extra = null,
            },
        });
        on.Response(CustomerIoAnswers.Read);
    }

    private static VendorRequest Identify(Event e, CustomerIoSettings settings)
    {
        if (settings.IsV2 && Person.Identifiers(e, settings) is { } identifiers)
        {
            return CustomerIoApi.Entity(e, settings, new JsObject
            {
                { "type", "person" },
                { "action", "identify" },
                { "identifiers", identifiers },
                { "attributes", Attributes.Of(e) },
            });
        }

        var id = Person.Known(e) ?? throw EventRejectedException.Instrumentation("\"userId\" or an email is required to identify somebody.");
        return CustomerIoApi.OfCustomer(e, settings, "PUT", id, "", Attributes.Of(e));
    }

    // https://docs.customer.io/api/track/#operation/merge
    private static VendorRequest Alias(Event e, CustomerIoSettings settings)
    {
        var primary = Person.Of(Required(e, "userId"), settings);
        var secondary = Person.Of(Required(e, "previousId"), settings);
        return settings.IsV2
            ? CustomerIoApi.Entity(e, settings, new JsObject
            {
                { "type", "person" },
                { "action", "merge" },
                { "primary", primary },
                { "secondary", secondary },
            })
            : CustomerIoApi.Of(e, settings, "POST", "v1/merge_customers", "v1/merge_customers", new JsObject
            {
                { "primary", primary },
                { "secondary", secondary },
            });
    }

    private static string Required(Event e, string name) => e.Message[name] is { IsTruthy: true, IsObject: false, IsArray: false } value
        ? value.ToString()
        : throw EventRejectedException.Instrumentation($"\"{name}\" is required for alias events.");
}
