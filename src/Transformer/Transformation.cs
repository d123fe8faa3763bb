using System.Runtime.InteropServices;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Events;
using Pintle.Transformer.Requests;

namespace Pintle.Transformer;

/// <summary>Transforms one event of a request: whatever is wrong with it becomes its own outcome.</summary>
internal sealed class Transformation(DestinationType type, Action<Exception> onBug)
{
    private readonly ConfiguredDestinations _destinations = new(type);

    public Outcome Of(TransformInput input)
    {
        if (!IsShallow(input.Message))
        {
            return new Outcome.Reject(RejectKind.Instrumentation, 400, $"The event is nested deeper than {JsonPolicy.MaxDepth} levels.");
        }

        try
        {
            return _destinations.Of(input.Config).Transform(new EventInput(input.Message, input.Metadata, input.HasDynamicConfig));
        }
        catch (SettingsException wrong)
        {
            return new Outcome.Reject(RejectKind.Configuration, 400, wrong.Message);
        }
        catch (Exception bug)
        {
            // Its neighbours are not to blame.
            onBug(bug);
            return new Outcome.Reject(RejectKind.Transformation, 400, bug.Message);
        }
    }

    private static bool IsShallow(JsonElement message)
    {
        if (message.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return true;
        }

        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(message), new JsonReaderOptions { MaxDepth = 1_024 });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= JsonPolicy.MaxDepth)
            {
                return false;
            }
        }

        return true;
    }
}
