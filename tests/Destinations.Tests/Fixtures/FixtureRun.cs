using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Deletion;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Settings;

namespace Pintle.Destinations.Tests.Fixtures;

/// <summary>Puts a case to its destination and tells what comes of it, in the words of fixtures.</summary>
internal sealed class FixtureRun(FixtureCase given)
{
    private readonly JsValue _case = given.Json;
    private readonly ScriptedVendor _vendor = new(Answers(given.Json["answers"]));

    /// <summary>What look-ups asked, as <c>METHOD URL BODY</c>.</summary>
    public IReadOnlyList<string> Asked => _vendor.Asked;

    private TransformEnvironment Environment => new()
    {
        Clock = _case["now"].AsText() is { } now ? new FakeTimeProvider(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)) : TimeProvider.System,
        NewId = _case["uuid"].AsText() is { } id ? () => Guid.Parse(id) : Guid.CreateVersion7,
        Http = _vendor,
        OnBug = (what, bug) => throw new InvalidOperationException($"{what} has a bug.", bug),
    };

    /// <summary>Requests, or what became of the event instead.</summary>
    public async Task<JsValue> EventAsync()
    {
        try
        {
            return Told(await Configured().TransformAsync(Input(_case["event"]), Environment));
        }
        catch (SettingsException wrong)
        {
            return new JsObject { { "reject", wrong.Message } };
        }
    }

    /// <summary>Items of the router, each with the places of its events.</summary>
    public async Task<JsValue> EventsAsync()
    {
        var items = await Configured().TransformTogetherAsync([.. _case["events"].Items.Select(Input)], Environment);
        return JsArray.Of(items.Select(item =>
        {
            var told = Told(item.Outcome);
            told["events"] = JsArray.Of(item.Events.Select(e => (JsValue)e.Place));
            return (JsValue)told;
        }));
    }

    /// <summary>A verdict per event of a request.</summary>
    public JsValue Verdicts() =>
        JsArray.Of(Answered().Select(v => (JsValue)$"{v.Kind}{(v.DontBatch ? " alone" : "")}{Told(v.Auth)}"));

    /// <summary>The status that each of them is recorded with.</summary>
    public JsValue Recorded() => JsArray.Of(Answered().Select(v => (JsValue)v.StatusCode));

    /// <summary>How a deletion ended: its status, and what is wrong with the account's tokens.</summary>
    public async Task<JsValue> DeletionAsync(CancellationToken ct)
    {
        var deletion = _case["delete"];
        var request = new DeletionRequest([.. deletion["users"].Items], _case["settings"], deletion["secret"], Environment);
        var result = await given.Type.DeleteAsync(request, ct);
        return result.Auth == AuthProblem.None ? (double)result.StatusCode : $"{result.StatusCode}{Told(result.Auth)}";
    }

    private IReadOnlyList<Verdict> Answered()
    {
        var answer = _case["answer"];
        var body = answer["json"].IsUndefined ? answer["text"].ToText() ?? "" : answer["json"].ToJson();
        var response = new VendorResponse((int)answer["status"].AsNumber()!, answer["json"].IsUndefined ? "text/plain" : "application/json", body, null);
        var request = _case["request"].IsUndefined
            ? new VendorRequest { Method = "POST", Endpoint = "https://vendor.test/" }
            : VendorRequest.Of(_case.Find("request.method").AsText() ?? "POST", _case.Find("request.url").AsText() ?? "https://vendor.test/", _case.Find("request.json"));
        var events = (int)(_case["count"].AsNumber() ?? 1);
        return given.Type.ReadAnswer(new Delivered(response, request, events) { Metadata = _case["metadata"], Environment = Environment }).Verdicts;
    }

    private ConfiguredDestination Configured() => given.Type.Configure(_case["settings"].ToElement());

    private EventInput Input(JsValue message) => new(message.ToElement(), _case["metadata"].IsObject ? _case["metadata"] : new JsObject())
    {
        DestinationId = "d",
        DefinitionName = _case["definition"].AsText(),
        Connection = _case["connection"],
    };

    private static JsObject Told(Outcome outcome) => outcome switch
    {
        Outcome.Send send => new JsObject { { "requests", Told(send.Requests) } },
        Outcome.Skip skip => new JsObject { { "skip", skip.Reason } },
        Outcome.Suppressed suppressed => new JsObject { { "suppressed", suppressed.Reason }, { "requests", Told(suppressed.Requests) } },
        Outcome.Reject reject => new JsObject { { "reject", reject.Message } },
        Outcome.Retry retry => new JsObject { { "retry", retry.Message + Told(retry.Auth) } },
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static JsValue Told(IReadOnlyList<VendorRequest> requests) => requests.Count == 0 ? default(JsValue) : JsArray.Of(requests.Select(Told));

    private static string Told(AuthProblem problem) => problem == AuthProblem.None ? "" : $" {problem}";

    // As it goes over the wire, taken apart again.
    private static JsValue Told(VendorRequest request)
    {
        var wire = WireRequestBuilder.Build(request) ?? throw new InvalidOperationException($"A request of type {request.Type} isn't sent.");
        var body = request.Kind == BodyKind.Gzip ? request.Content.AsText()! : Encoding.UTF8.GetString(wire.Body.Span);
        var (name, value) = request.Kind switch
        {
            BodyKind.None => ("json", default),
            BodyKind.Json or BodyKind.JsonArray => ("json", JsonElement.Parse(body)),
            BodyKind.Form => ("form", Fields(body)),
            _ => ("text", (JsValue)body),
        };
        var headers = new JsObject();
        foreach (var header in wire.Headers)
        {
            headers[header.Key] = header.Value;
        }

        return new JsObject { { "method", wire.Method }, { "url", wire.Url }, { "headers", headers }, { name, value } };
    }

    private static JsValue Fields(string form)
    {
        var fields = new JsObject();
        foreach (var (name, value) in form.Split('&').Select(f => f.Split('=')).Select(f => (f[0], f[1])))
        {
            fields[System.Net.WebUtility.UrlDecode(name)] = System.Net.WebUtility.UrlDecode(value);
        }

        return fields;
    }

    private static Func<WireRequest, (int Status, string Body)> Answers(JsValue answers)
    {
        List<JsValue> left = [.. answers.Items];
        return request =>
        {
            var found = left.FindIndex(a => Matches(a["url"].AsText() ?? "", request.Url) && (a["method"].AsText() ?? request.Method) == request.Method);
            if (found < 0)
            {
                return (0, "");
            }

            var answer = left[found];
            if (!answer["repeats"].IsTruthy)
            {
                left.RemoveAt(found);
            }

            return ((int)(answer["status"].AsNumber() ?? 200), answer["json"].IsUndefined ? answer["text"].ToText() ?? "" : answer["json"].ToJson());
        };
    }

    private static bool Matches(string pattern, string url) => pattern.EndsWith('*') ? url.StartsWith(pattern[..^1], StringComparison.Ordinal) : url == pattern;
}
