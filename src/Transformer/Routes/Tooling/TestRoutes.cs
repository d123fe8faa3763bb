using Pintle.DestinationKit.Json;
using Pintle.Transformer.Requests;
using Pintle.Transformer.UserCode;
using Pintle.UserCode.Running;

namespace Pintle.Transformer.Routes.Tooling;

/// <summary>Trying code on events: <c>POST /transformation/test</c> and <c>/transformation/testRun</c>; <c>/transformation/sethandle</c>, for which JavaScript has nothing to do.</summary>
internal static class TestRoutes
{
    private const string NoCode = "Invalid Request. Missing parameters in transformation code block";
    private const string NoEvents = "Invalid request. Missing events";

    public static async Task<JsValue> TestAsync(CodeTools tools, JsValue body, CancellationToken ct)
    {
        var revision = body["trRevCode"];
        Check(revision, body["events"], needsVersion: true);
        var events = body["events"].ToArray().ToList();
        var result = await new TestRun(tools.Runner, tools.Store).RunAsync(revision, Texts(body["libraryVersionIDs"].Items), events, body["credentials"], ct);
        return Answer(result, static (item, _) => item.IsFailure ? new JsObject { { "error", item.Error } } : item.Output, events);
    }

    public static async Task<JsValue> TestRunAsync(CodeTools tools, JsValue body, CancellationToken ct)
    {
        var revision = body["codeRevision"];
        Check(revision, body["input"], needsVersion: false);
        var events = body["input"].ToArray().ToList();
        var dependencies = body["dependencies"];
        var result = await new TestRun(tools.Runner, tools.Store).RunAsync(
            revision, Texts(dependencies["libraries"].Items.Select(l => l["versionId"])), events, dependencies["credentials"], ct);
        return Answer(
            result,
            static (item, metadata) => item.IsFailure
                ? new JsObject { { "error", item.Error }, { "metadata", metadata } }
                : new JsObject { { "transformedEvent", item.Output }, { "metadata", metadata } },
            events);
    }

    public static Task<JsValue> SetHandleAsync(CodeTools tools, JsValue body, CancellationToken ct)
    {
        _ = (tools, ct);
        var revision = body["trRevCode"];
        if (revision["code"].ToText() is not { Length: > 0 })
        {
            throw new BadRequestException(NoCode);
        }

        _ = TestRun.LanguageOf(revision);
        return Task.FromResult<JsValue>(new JsObject { { "success", true } });
    }

    private static void Check(JsValue revision, JsValue events, bool needsVersion)
    {
        var problem = revision["code"].ToText() is not { Length: > 0 } || (needsVersion && revision["codeVersion"].ToText() is not { Length: > 0 }) ? NoCode
            : !events.IsArray || !events.Items.Any() ? NoEvents
            : null;
        if (problem is not null)
        {
            throw new BadRequestException(problem);
        }

        _ = TestRun.LanguageOf(revision);
    }

    private static JsObject Answer(BatchResult result, Func<BatchItem, JsValue, JsValue> show, List<JsValue> events)
    {
        if (result.OfAll.Length > 0)
        {
            throw new BadRequestException(result.OfAll);
        }

        return new JsObject
        {
            { "transformedEvents", JsArray.Of(result.Items.Select(i => show(i, i.Input < 0 ? events[0]["metadata"] : events[i.Input]["metadata"]))) },
            { "logs", JsArray.Of(result.Logs.Select(l => (JsValue)l)) },
        };
    }

    private static IEnumerable<string> Texts(IEnumerable<JsValue> ids) => ids.Select(id => id.ToText() ?? "").Where(id => id.Length > 0);
}
