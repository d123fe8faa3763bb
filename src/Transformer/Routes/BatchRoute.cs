using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.Responses;

namespace Pintle.Transformer.Routes;

/// <summary>Batching of requests that the processor route has made (transformer API §6).</summary>
internal static class BatchRoute
{
    public static async Task AnswerAsync(Call call, DestinationCatalogue catalogue)
    {
        using var request = await TransformRequest.ReadAsync(call.Context.Request, call.Aborted);
        if (catalogue.Find(request.DestinationType) is not { } type)
        {
            await Answers.UnknownDestinationAsync(call.Context, request.DestinationType);
            return;
        }

        var results = new List<RouterResult>();
        foreach (var group in request.Inputs.GroupBy(static input => ((JsValue)input.Destination)["ID"].ToText() ?? ""))
        {
            results.AddRange(Combine(type, [.. group], call));
        }

        Answers.Stamp(call.Context);
        await Answers.JsonAsync(call.Context, writer =>
        {
            writer.WriteStartArray();
            results.ForEach(new RouterItems(writer, type.Name, isBatchRoute: true).Write);
            writer.WriteEndArray();
        });
    }

    private static IEnumerable<RouterResult> Combine(DestinationType type, TransformInput[] inputs, Call call)
    {
        Event[] events = [.. inputs.Select(input => new Event(new EventInput(input.Message, input.Metadata), input.Message, input.Config, call.Environment))];
        IReadOnlyList<RouterItem> items;
        try
        {
            items = type.IsBatching
                ? type.Combine([.. events.Select(e => new SentEvent(e, new Outcome.Send(VendorRequestReader.Read(e.Message))))])
                : throw new EventRejectedException(RejectKind.Unsupported, $"{type.Name} doesn't batch events.");
        }
        catch (EventRejectedException wrong)
        {
            items = [new RouterItem(events, new Outcome.Reject(wrong.Kind, 500, wrong.Message))];
        }

        return items.Select(item => new RouterResult(item, inputs[Array.IndexOf(events, item.Events[0])].Destination));
    }
}
