using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pintle.Events;
using Pintle.Gateway.Http;

namespace Pintle.Gateway.Routes;

/// <summary>Internal routes about job runs (spec gateway.md §2, §10).</summary>
internal sealed class JobRunRoutes(JobRuns runs)
{
    private const int UsualPage = 100;
    private const int LargestPage = 5_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Cancels a run: 201 once that survives a restart.</summary>
    public async Task DrainAsync(HttpContext context, string jobRunId)
    {
        await runs.DrainAsync(jobRunId, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    /// <summary>How far a run is.</summary>
    public async Task StatusAsync(HttpContext context, string jobRunId)
    {
        var (tasks, sources) = Filters(context.Request);
        await (await runs.StatusAsync(jobRunId, tasks, sources, context.RequestAborted) is { } status
            ? WriteAsync(context.Response, JsonSerializer.SerializeToUtf8Bytes(status, Json))
            : Answer.NoJobRun.WriteAsync(context.Response));
    }

    /// <summary>Forgets a run that is completed.</summary>
    public async Task ForgetAsync(HttpContext context, string jobRunId)
    {
        var status = await runs.StatusAsync(jobRunId, [], [], context.RequestAborted);
        if (status is not { IsCompleted: true })
        {
            await (status is null ? Answer.NoJobRun : Answer.JobRunNotCompleted).WriteAsync(context.Response);
            return;
        }

        await runs.ForgetAsync(jobRunId, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>The records of a run that failed, a page at a time.</summary>
    public async Task FailuresAsync(HttpContext context, string jobRunId)
    {
        var (tasks, sources) = Filters(context.Request);
        var (size, after) = (QueryParameters.First(context.Request, "pageSize"), QueryParameters.First(context.Request, "pageToken"));
        if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
        {
            most = size.Length == 0 ? UsualPage : 0;
        }

        if (most is < 1 or > LargestPage)
        {
            await Answer.BadPage.WriteAsync(context.Response);
            return;
        }

        if (await runs.StatusAsync(jobRunId, tasks, sources, context.RequestAborted) is null)
        {
            await Answer.NoJobRun.WriteAsync(context.Response);
            return;
        }

        try
        {
            var page = await runs.FailuresAsync(jobRunId, tasks, sources, after.Length == 0 ? null : after, most, context.RequestAborted);
            await WriteAsync(context.Response, JsonSerializer.SerializeToUtf8Bytes(View(jobRunId, page), Json));
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            await Answer.BadPage.WriteAsync(context.Response);
        }
    }

    private static (List<string> Tasks, List<string> Sources) Filters(HttpRequest request)
    {
        var all = QueryParameters.Read(request.QueryString.Value);
        List<string> Of(string name) => all.Find(p => p.Key == name).Value ?? [];
        return (Of("task_run_id"), Of("source_id"));
    }

    private static JsonObject View(string run, JobRunFailures page)
    {
        var tasks = page.Records.GroupBy(r => r.TaskId).Select(task => (JsonNode)new JsonObject
        {
            ["id"] = task.Key,
            ["sources"] = new JsonArray([.. task.GroupBy(r => r.SourceId).Select(source => (JsonNode)new JsonObject
            {
                ["id"] = source.Key,
                ["records"] = new JsonArray(),
                ["destinations"] = new JsonArray([.. source.GroupBy(r => r.DestinationId).Select(destination => (JsonNode)new JsonObject
                {
                    ["id"] = destination.Key,
                    ["records"] = new JsonArray([.. destination.Select(r => (JsonNode)new JsonObject { ["record"] = JsonNode.Parse(r.Record.GetRawText()), ["code"] = r.Code })]),
                })]),
            })]),
        });
        var view = new JsonObject { ["id"] = run, ["tasks"] = new JsonArray([.. tasks]) };
        if (page.Next is not null)
        {
            view["paging"] = new JsonObject { ["size"] = page.Records.Count, ["next"] = page.Next };
        }

        return view;
    }

    private static Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body).AsTask();
    }
}
