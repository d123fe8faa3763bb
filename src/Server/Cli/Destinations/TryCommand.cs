using System.CommandLine;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Batching;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;
using Pintle.Router.Outbound;
using Pintle.Router.Sending;

namespace Pintle.Server.Cli.Destinations;

/// <summary><c>pintle destinations try</c>: shows the requests that a destination makes of events, and sends them when asked to.</summary>
internal static class TryCommand
{
    public static Command Create()
    {
        var name = DestinationsCommand.Name();
        var file = new Argument<FileInfo>("event") { Description = "JSON file with an event, or a list of events that come together." };
        var settings = new Option<FileInfo?>("--settings") { Description = "JSON file with the destination's config; without one, required settings are made up." };
        var send = new Option<bool>("--send") { Description = "Sends the requests to the vendor and says what the answers mean. Look-ups ask the vendor too." };
        var command = new Command("try", "Shows the requests that a destination makes of events.") { name, file, settings, send };
        command.Validators.Add(result =>
        {
            if (result.GetValue(send) && result.GetValue(settings) is null)
            {
                result.AddError("--send needs --settings: made-up credentials are of no use to a vendor.");
            }
        });
        command.SetAction(async (result, ct) =>
        {
            if (DestinationsCommand.Read(result.GetRequiredValue(file)) is not { } events
                || (result.GetValue(settings) is { } own ? DestinationsCommand.Read(own) : MadeUp(result.GetRequiredValue(name).Settings)) is not { } config)
            {
                return 2;
            }

            using var http = new OutboundHttp(new OutboundGuard([]));
            var environment = result.GetValue(send) ? new TransformEnvironment { Http = http } : new TransformEnvironment();
            return await RunAsync(result.GetRequiredValue(name), config, events, environment, result.GetValue(send) ? http : null, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        DestinationType type, JsonElement config, JsonElement events, TransformEnvironment environment, OutboundHttp? http, CancellationToken ct)
    {
        try
        {
            var destination = type.Configure(config);
            EventInput[] inputs = [.. (events.ValueKind == JsonValueKind.Array ? events.EnumerateArray().AsEnumerable() : [events]).Select(e => new EventInput(AsReceived(e, environment), new JsObject()))];
            var isWell = true;
            foreach (var item in await TransformAsync(destination, inputs, environment))
            {
                isWell &= await ShowAsync(destination, item, http, ct);
            }

            return isWell ? 0 : 1;
        }
        catch (SettingsException wrong)
        {
            foreach (var problem in wrong.Problems)
            {
                Console.WriteLine(problem.Message);
            }

            return 1;
        }
    }

    private static async Task<IReadOnlyList<RouterItem>> TransformAsync(ConfiguredDestination destination, EventInput[] inputs, TransformEnvironment environment)
    {
        if (destination.IsBatching)
        {
            return await destination.TransformTogetherAsync(inputs, environment);
        }

        var items = new List<RouterItem>();
        foreach (var input in inputs)
        {
            items.Add(new RouterItem(new Event(input, input.Message, default, environment), await destination.TransformAsync(input, environment)));
        }

        return items;
    }

    private static async Task<bool> ShowAsync(ConfiguredDestination destination, RouterItem item, OutboundHttp? http, CancellationToken ct)
    {
        Console.WriteLine($"# {(item.Events.Count == 1 ? "" : $"{item.Events.Count} events: ")}{Words(item.Outcome)}\n");
        if (item.Outcome is not Outcome.Send send)
        {
            return item.Outcome is Outcome.Skip or Outcome.Suppressed;
        }

        foreach (var request in send.Requests)
        {
            if (WireRequestBuilder.Build(request) is not { } wire)
            {
                Console.WriteLine($"A request of type {request.Type} is not sent.\n");
                continue;
            }

            RequestText.Write(Console.Out, wire, request);
            if (http is not null && !await SendAsync(destination, new Sent(request, wire, item.Events.Count), http, ct))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> SendAsync(ConfiguredDestination destination, Sent sent, OutboundHttp http, CancellationToken ct)
    {
        var result = await http.SendAsync(sent.Wire, null, ct);
        if (result.Response is not { } answer)
        {
            Console.WriteLine($"No answer: {result.Message}\n");
            return false;
        }

        var verdicts = destination.Read(new Delivered(answer, sent.Request, sent.Events)).Verdicts;
        Console.WriteLine($"{answer.Status} {answer.Body}\n");
        foreach (var verdict in verdicts.Distinct())
        {
            Console.WriteLine($"{verdict.Kind}{(verdict.Reason.Length > 0 ? $": {verdict.Reason}" : "")}{(verdict.Message.Length > 0 ? $": {verdict.Message}" : "")}\n");
        }

        return verdicts.All(v => v.Kind is VerdictKind.Delivered or VerdictKind.Filtered);
    }

    // What the gateway adds to an event that lacks it.
    private static JsonElement AsReceived(JsonElement given, TransformEnvironment environment)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            return given;
        }

        var e = ((JsValue)given).ToObject();
        var now = JsDate.Iso(environment.Clock.GetUtcNow());
        foreach (var (member, value) in ((string, string)[])[("messageId", environment.NewId().ToString()), ("originalTimestamp", now), ("timestamp", now), ("receivedAt", now)])
        {
            if (!e.Has(member))
            {
                e[member] = value;
            }
        }

        return ((JsValue)e).ToElement();
    }

    private static JsonElement MadeUp(SettingsModel model)
    {
        var config = new JsObject();
        foreach (var field in model.Fields.Where(f => f.IsRequired))
        {
            config[field.Key] = field.Choices.Count > 0 ? field.Choices[0].Value : field.Example is { Length: > 0 } example ? example : $"<{field.Key}>";
        }

        Console.WriteLine($"Settings made up; give your own with --settings: {((JsValue)config).ToJson()}\n");
        return ((JsValue)config).ToElement();
    }

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Send { Requests.Count: 1 } => "a request",
        Outcome.Send send => $"{send.Requests.Count} requests, in order",
        Outcome.Skip skip => $"left out: {skip.Reason}",
        Outcome.Suppressed suppressed => $"done by the transformation: {suppressed.Reason}",
        Outcome.Reject reject => $"refused ({reject.StatusCode}): {reject.Message}",
        Outcome.Retry retry => $"to be tried again ({retry.StatusCode}): {retry.Message}",
        _ => outcome.ToString(),
    };

    private sealed record Sent(VendorRequest Request, WireRequest Wire, int Events);
}
