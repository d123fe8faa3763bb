using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.Load;

/// <summary>The row of user code over HTTP: the transformer as it is served, its code from a control plane.</summary>
internal static class UserCodeHttp
{
    private const int EventsPerRequest = 200;
    private const int Connections = 3;

    public static async Task MeasureAsync(Arguments arguments, TimeSpan window)
    {
        await using var backend = await FakeVendor.StartAsync();
        backend.Answer = static (_, context) => context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            versionId = context.Request.Query["versionId"].ToString(), name = "bench", code = UserCodeSample.Module, codeVersion = "1",
        }));
        using var transformer = await Subject.UserCodeAsync(backend.Url);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{transformer.Port}") };
        var body = UserCodeSample.Request("http", EventsPerRequest);
        await CheckAsync(http, body);
        var rates = new List<double>();
        for (var round = -1; round < arguments.Rounds; round++)
        {
            var rate = await RateAsync(http, body, window);
            if (round >= 0)
            {
                rates.Add(rate);
            }
        }

        UserCodeTable.Row("POST /customTransform, 200 events a request", UserCodeTable.Rate(rates), "", null, ">= 30k/s");
    }

    private static async Task CheckAsync(HttpClient http, byte[] body)
    {
        using var answer = await http.PostAsync(new Uri("/customTransform", UriKind.Relative), new ByteArrayContent(body));
        var items = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        if (items.GetArrayLength() != EventsPerRequest || items.EnumerateArray().Any(i => i.GetProperty("statusCode").GetInt32() != 200))
        {
            throw new InvalidOperationException($"Not every event came out: {items}");
        }
    }

    private static async Task<double> RateAsync(HttpClient http, byte[] body, TimeSpan window)
    {
        var (events, start) = (0L, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < window)
            {
                using var content = new ByteArrayContent(body);
                using var request = new HttpRequestMessage(HttpMethod.Post, "/customTransform") { Content = content };
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(Stream.Null);
                Interlocked.Add(ref events, EventsPerRequest);
            }
        }));
        return events / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
