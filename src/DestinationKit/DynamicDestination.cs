using System.Text.Json;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.DestinationKit;

/// <summary>Settings that take values from each event.</summary>
internal sealed class DynamicDestination<TSettings>(JsonElement config, Handlers<TSettings> handlers) : ConfiguredDestination
{
    public override bool IsBatching => handlers.IsBatching;

    public override bool ReadsRequests => handlers.ReadsRequests;

    public override bool LooksUp => handlers.LooksUp;

    public override async ValueTask<Outcome> TransformAsync(EventInput input, TransformEnvironment environment)
    {
        var (resolved, message) = Resolve(input);
        return Bind(resolved, out var settings) is { } wrong
            ? wrong
            : await handlers.TransformAsync(new Event(input, message, resolved, environment), settings!);
    }

    /// <summary>Events that bring the same settings go together.</summary>
    public override async ValueTask<IReadOnlyList<RouterItem>> TransformTogetherAsync(IReadOnlyList<EventInput> inputs, TransformEnvironment environment)
    {
        var items = new List<RouterItem>();
        var groups = inputs.Select((input, place) => (Input: input, Place: place, Resolved: Resolve(input)))
            .GroupBy(e => e.Resolved.Config, RawJsonComparer.Instance);
        foreach (var group in groups)
        {
            var resolved = group.Key;
            Event[] events = [.. group.Select(e => new Event(e.Input, EventTime.Of(e.Resolved.Message), resolved, environment) { Place = e.Place })];
            if (Bind(resolved, out var settings) is { } wrong)
            {
                items.Add(new RouterItem(events, wrong));
            }
            else
            {
                items.AddRange(await handlers.TransformTogetherAsync(events, settings!));
            }
        }

        return items;
    }

    public override DeliveryResult Read(Delivered delivered) => handlers.Read(delivered);

    private (JsonElement Config, JsonElement Message) Resolve(EventInput input) =>
        input.DynamicConfig == false ? (config, input.Message) : DynamicSettings.Resolve(config, input.Message, input.Metadata);

    private static Outcome.Reject? Bind(JsonElement resolved, out TSettings? settings)
    {
        try
        {
            settings = SettingsBinder.Bind<TSettings>(resolved);
            return null;
        }
        catch (SettingsException wrong)
        {
            settings = default;
            return new Outcome.Reject(RejectKind.Configuration, 400, wrong.Message);
        }
    }
}
