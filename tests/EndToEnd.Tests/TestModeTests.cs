using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What <c>--conformance</c> allows a caller to do, and that nobody can do it without.</summary>
public sealed class TestModeTests : IDisposable
{
    private const string Old = """[{"message":{"type":"track","event":"E","userId":"u","anonymousId":"a","timestamp":"2020-01-01T00:00:00Z"},"metadata":{"jobId":1},"destination":{"Config":{"apiSecret":"s","measurementId":"m","typesOfClient":"gtag"}}}]""";
    private const string Delivery = """{"type":"REST","method":"POST","endpoint":"http://192.0.2.1/taken","headers":{},"params":{},"body":{"JSON":{"a":1}},"metadata":[{"jobId":1}],"destinationConfig":{}}""";

    private readonly DirectoryInfo _here = Directory.CreateTempSubdirectory("pintle-test-mode-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_sets_the_clock_and_its_calls_go_elsewhere_only_with_the_flag(bool isOn)
    {
        await using var elsewhere = await FakeVendor.StartAsync();
        using var transformer = await TransformerProcess.StartAsync(_here.FullName, Ct, isOn ? ["--conformance", elsewhere.Url] : []);
        using var http = new HttpClient { BaseAddress = transformer.Address };
        http.DefaultRequestHeaders.Add("X-Test-Now", "2020-01-01T01:00:00.000Z");
        http.DefaultRequestHeaders.Add("X-Test-Uuid", "00000000-0000-4000-8000-000000000001");

        // Google takes nothing that is older than three days.
        Assert.Equal(isOn ? 200 : 400, (await PostAsync(http, "/v0/destinations/ga4", Old))[0]!["statusCode"]!.GetValue<int>());

        var delivered = await PostAsync(http, "/v1/destinations/webhook/proxy", Delivery);
        Assert.Equal(isOn, delivered["output"]!["status"]!.GetValue<int>() == 200);
        Assert.Equal(isOn ? ["/http/192.0.2.1/taken"] : [], elsewhere.Accepted.Select(c => c.Target));
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body), Ct);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }
}
