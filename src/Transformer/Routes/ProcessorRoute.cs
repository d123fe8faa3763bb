using Pintle.DestinationKit;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer.Routes;

/// <summary>Processor transformation (transformer API §3): each event alone.</summary>
internal static class ProcessorRoute
{
    public static async Task AnswerAsync(Call call, DestinationType type)
    {
        using var request = await TransformRequest.ReadAsync(call.Context.Request, call.Aborted);
        var transformation = new Transformation(type, call);

        // Look-ups of several events run at once; what needs none is done when its turn comes.
        var outcomes = new Outcome[request.Inputs.Count];
        var waiting = new List<Task>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var outcome = transformation.OfAsync(request.Inputs[i]);
            if (outcome.IsCompletedSuccessfully)
            {
                outcomes[i] = outcome.Result;
            }
            else
            {
                waiting.Add(FillAsync(outcomes, i, outcome));
            }
        }

        await Task.WhenAll(waiting);

        Answers.Stamp(call.Context);
        await Answers.JsonAsync(call.Context, writer =>
        {
            var items = new ProcessorItems(writer, type.Name);
            writer.WriteStartArray();
            for (var i = 0; i < outcomes.Length; i++)
            {
                items.Write(request.Inputs[i], outcomes[i]);
            }

            writer.WriteEndArray();
        });
    }

    private static async Task FillAsync(Outcome[] outcomes, int at, ValueTask<Outcome> outcome) => outcomes[at] = await outcome;
}
