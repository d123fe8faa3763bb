using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Routes;

namespace Pintle.Transformer;

/// <summary>Transforms the events of a request: whatever is wrong with one becomes its own outcome.</summary>
internal sealed class Transformation(DestinationType type, Call call)
{
    private readonly ConfiguredDestinations _destinations = new(type);

    public ValueTask<Outcome> OfAsync(TransformInput input)
    {
        try
        {
            if (EventCheck.Wrong(input.Message) is { } wrong)
            {
                return new(new Outcome.Reject(RejectKind.Instrumentation, 400, wrong));
            }

            var outcome = _destinations.Of(input.Config).TransformAsync(Given(input), call.Environment);
            return outcome.IsCompletedSuccessfully ? outcome : AwaitedAsync(outcome);
        }
        catch (Exception failure)
        {
            return new(Failed(failure));
        }
    }

    /// <summary>Events of one destination with the same settings.</summary>
    public async Task<IEnumerable<RouterResult>> OfTogetherAsync(List<TransformInput> group)
    {
        var items = new List<RouterItem>();
        var sound = new List<TransformInput>();
        foreach (var input in group)
        {
            if (EventCheck.Wrong(input.Message) is { } wrong)
            {
                items.Add(Failed([input], new Outcome.Reject(RejectKind.Instrumentation, 400, wrong)));
            }
            else
            {
                sound.Add(input);
            }
        }

        if (sound.Count > 0)
        {
            try
            {
                EventInput[] inputs = [.. sound.Select(input => Given(input) with { Own = OwnOf(input, group[0]) })];
                items.AddRange(await _destinations.Of(group[0].Config).TransformTogetherAsync(inputs, call.Environment));
            }
            catch (Exception failure)
            {
                items.Add(Failed([.. sound], Failed(failure)));
            }
        }

        return items.Select(item => new RouterResult(item, group[0].Destination));
    }

    // Callers that say that the settings take nothing from events may still send different ones for one destination.
    private ConfiguredDestination? OwnOf(TransformInput input, TransformInput first)
    {
        if (RawJsonComparer.Instance.Equals(input.Config, first.Config))
        {
            return null;
        }

        try
        {
            return _destinations.Of(input.Config);
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private async ValueTask<Outcome> AwaitedAsync(ValueTask<Outcome> outcome)
    {
        try
        {
            return await outcome;
        }
        catch (Exception failure)
        {
            return Failed(failure);
        }
    }

    private static EventInput Given(TransformInput input) => new(input.Message, input.Metadata, input.HasDynamicConfig)
    {
        Connection = input.Connection,
        DestinationId = ((JsValue)input.Destination)["ID"].AsText(),
        DefinitionName = ((JsValue)input.Destination).Find("DestinationDefinition.Name").AsText(),
    };

    private RouterItem Failed(TransformInput[] inputs, Outcome outcome) =>
        new([.. inputs.Select(i => new Event(Given(i), i.Message, i.Config, call.Environment))], outcome);

    // A bug is that event's end; its neighbours are not to blame.
    private Outcome Failed(Exception failure)
    {
        switch (failure)
        {
            case SettingsException wrong:
                return new Outcome.Reject(RejectKind.Configuration, 400, wrong.Message);
            case EventRejectedException rejected:
                return new Outcome.Reject(rejected.Kind, rejected.StatusCode, rejected.Message);
            case EventRetryException away:
                return away.ToOutcome();
            default:
                call.Environment.OnBug(type.Name, failure);
                return new Outcome.Reject(RejectKind.Transformation, 500, failure.Message);
        }
    }
}
