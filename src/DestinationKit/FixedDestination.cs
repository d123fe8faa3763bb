using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;

namespace Pintle.DestinationKit;

/// <summary>Settings that are the same for every event.</summary>
internal sealed class FixedDestination<TSettings>(JsonElement config, TSettings settings, Handlers<TSettings> handlers) : ConfiguredDestination
{
    public TSettings Settings => settings;

    public override bool IsBatching => handlers.IsBatching;

    public override bool ReadsRequests => handlers.ReadsRequests;

    public override bool LooksUp => handlers.LooksUp;

    public override ValueTask<Outcome> TransformAsync(EventInput input, TransformEnvironment environment) =>
        handlers.TransformAsync(new Event(input, input.Message, config, environment), settings);

    public override ValueTask<IReadOnlyList<RouterItem>> TransformTogetherAsync(IReadOnlyList<EventInput> inputs, TransformEnvironment environment) =>
        handlers.TransformTogetherAsync([.. inputs.Select((input, place) => new Event(input, EventTime.Of(input.Message), config, environment) { Place = place })], settings);

    public override DeliveryResult Read(Delivered delivered) => handlers.Read(delivered);
}
