using System.Net;
using System.Text.Json;
using Pintle.ControlPlane.Destinations.Testing;
using Pintle.ControlPlane.Tests.Rig;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Delivery;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;
using Pintle.Destinations;

namespace Pintle.ControlPlane.Tests.Destinations;

/// <summary><c>POST …/destinations/{id}/test</c></summary>
public sealed class DestinationTestingTests(SqliteRig rig) : IClassFixture<SqliteRig>
{
    private const string Hook = """{"name":"Hook","type":"WEBHOOK","settings":{"webhookUrl":"https://shop.example/in?sig=hidden-3","headers":[{"from":"X-Shop","to":"hidden-1"},{"from":"Api-Key","to":"hidden-2"}]}}""";

    [Fact]
    public async Task Requests_are_shown_without_secrets()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = (await shop.Editor.PostAsync("destinations", Hook)).Must(HttpStatusCode.Created);
        var tested = (await shop.Editor.PostAsync($"destinations/{hook.Id}/test", new { @event = new { type = "track", @event = "Tried", userId = "ada", properties = new { password = "hidden-1" } } })).Must(HttpStatusCode.OK);
        var request = tested["results"]![0]!["requests"]![0]!;
        Assert.Equal(("POST", "requests"), (request["method"]!.GetValue<string>(), tested["results"]![0]!["outcome"]!.GetValue<string>()));
        Assert.Contains("\"event\":\"Tried\"", request["body"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(request["answer"]);
        Assert.DoesNotContain("hidden-1", request.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-2", request.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_way_out_it_says_so()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = (await shop.Editor.PostAsync("destinations", Hook)).Must(HttpStatusCode.Created);
        var tested = (await shop.Editor.PostAsync($"destinations/{hook.Id}/test", new { @event = new { type = "track", @event = "Tried", userId = "ada" }, send = true })).Must(HttpStatusCode.OK);
        var answer = tested["results"]![0]!["requests"]![0]!["answer"]!;
        Assert.Equal((0, false), (answer["status"]!.GetValue<int>(), answer["delivered"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Viewers_can_not_and_what_is_no_event_is_refused()
    {
        var shop = await rig.NewWorkspaceAsync();
        var hook = (await shop.Editor.PostAsync("destinations", Hook)).Must(HttpStatusCode.Created);
        (await shop.Viewer.PostAsync($"destinations/{hook.Id}/test", new { @event = new { type = "track" } })).Must(HttpStatusCode.Forbidden);
        (await shop.Editor.PostAsync("destinations/dst_none/test", new { @event = new { type = "track" } })).Must(HttpStatusCode.NotFound);
        var refused = (await shop.Editor.PostAsync($"destinations/{hook.Id}/test", new { @event = 1 })).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("event", Assert.Single(refused["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task The_vendors_answer_is_read_as_deliveries_read_it_and_shown_without_secrets()
    {
        var type = BuiltIn.Catalogue.Find("WEBHOOK")!;
        var vendor = new Vendor(new VendorResponse(400, "text/plain", "No: hidden-1 is wrong", null));
        var secrets = JsonElement.Parse("""["hidden-1"]""");
        var run = new TestRun(type.Configure(JsonElement.Parse("""{"webhookUrl":"https://shop.example/hidden-1"}""")), new TransformEnvironment { Http = vendor }, new SecretMask(secrets), vendor);
        var tested = await run.TryAsync(new EventInput(JsonElement.Parse("""{"type":"track","event":"Tried","userId":"ada"}"""), new JsObject()), TestContext.Current.CancellationToken);
        var request = Assert.Single(tested.Requests);
        Assert.Equal(("https://shop.example/***", 400, false, "No: *** is wrong"), (request.Url, request.Answer!.Status, request.Answer.Delivered, request.Answer.Body));
        Assert.Equal(1, vendor.Asked);
    }

    private sealed class Vendor(VendorResponse answer) : VendorHttp
    {
        public int Asked { get; private set; }

        public override ValueTask<SendResult> SendAsync(WireRequest request, TimeSpan? timeout, CancellationToken ct)
        {
            Asked++;
            return new(new SendResult(answer));
        }
    }
}
