using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

public sealed class DeliveryTests
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public DeliveryTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task An_event_arrives_at_the_webhook_with_what_the_gateway_adds()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);

        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/track", """{"userId":"u1","event":"Hello"}"""u8.ToArray(), Ct));

        await vendor.WaitForAsync(1, Ct);
        var e = JsonDocument.Parse(vendor.Accepted.Single().Body).RootElement;
        Assert.Equal("track", e.GetProperty("type").GetString());
        Assert.Equal("Hello", e.GetProperty("event").GetString());
        Assert.Equal("127.0.0.1", e.GetProperty("request_ip").GetString());
        foreach (var added in (string[])["messageId", "rudderId", "receivedAt", "timestamp", "originalTimestamp", "sentAt"])
        {
            Assert.True(e.GetProperty(added).GetString()!.Length > 0, added);
        }
    }

    [Fact]
    public async Task A_destination_that_fails_one_in_five_gets_every_event_once_and_each_user_in_order()
    {
        const int Users = 50;
        const int PerUser = 20;
        var random = new Random(7);
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = (_, context) =>
        {
            lock (random)
            {
                context.Response.StatusCode = random.Next(5) == 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            }

            return Task.CompletedTask;
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct, fault: null, "--router.firstRetry", "50ms", "--router.longestRetry", "200ms"), server.Output);

        for (var n = 0; n < PerUser; n++)
        {
            var events = new SampleEvents(n);
            var batch = SampleEvents.Batch(Enumerable.Range(0, Users).Select(u => events.Track($"u{u}", $"u{u}-{n}", n)));
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", batch, Ct));
        }

        await vendor.WaitForAsync(Users * PerUser, Ct);
        var order = new DeliveryLog(vendor.Accepted);
        Assert.Empty(order.OutOfOrder);
        Assert.Equal(Users * PerUser, order.Unique);
        Assert.Equal(Users * PerUser, vendor.Accepted.Count);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == Users * PerUser, Ct);
        Assert.Equal(Users * PerUser, await server.CountAsync(1, "", Ct));
    }

    [Fact]
    public async Task While_a_destination_is_down_nothing_parks_and_later_all_arrives_in_order()
    {
        await using var server = new ServerProcess();
        var port = FreePort.Take();
        var vendor = await FakeVendor.StartAsync(port);
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        await vendor.DisposeAsync();

        var events = new SampleEvents(1);
        for (var n = 0; n < 10; n++)
        {
            var batch = SampleEvents.Batch(Enumerable.Range(0, 30).Select(u => events.Track($"u{u}", $"u{u}-{n}", n)));
            Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", batch, Ct));
        }

        await server.UntilAsync(async () => (await server.AdminAsync("status", Ct)).GetProperty("destinations")[0].GetProperty("problem").GetString()!.Length > 0, Ct);
        var status = (await server.AdminAsync("status", Ct)).GetProperty("destinations")[0];
        Assert.Equal(0, status.GetProperty("parkedUsers").GetInt32());
        Assert.Contains("connection failed", status.GetProperty("problem").GetString(), StringComparison.Ordinal);

        await using var back = await FakeVendor.StartAsync(port);
        await back.WaitForAsync(300, Ct);
        Assert.Empty(new DeliveryLog(back.Accepted).OutOfOrder);
        Assert.Equal(300, back.Accepted.Count);
    }

    [Fact]
    public async Task Stopping_finishes_what_was_accepted_and_a_restart_repeats_nothing()
    {
        await using var vendor = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var events = new SampleEvents(3);
        var batch = SampleEvents.Batch(Enumerable.Range(0, 2_000).Select(n => events.Track($"u{n % 100}", $"m{n}", n / 100)));
        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/v1/batch", batch, Ct));

        Assert.Equal(0, await server.StopAsync(Ct));
        Assert.True(await server.StartAsync(Ct), server.Output);

        await vendor.WaitForAsync(2_000, Ct);
        await server.UntilAsync(async () => await server.CountAsync(3, "hook", Ct) == 2_000, Ct);
        Assert.Equal(2_000, vendor.Accepted.Count);
    }

    [Fact]
    public async Task A_new_destination_gets_events_from_its_connection_on_and_a_message_id_counts_once()
    {
        await using var first = await FakeVendor.StartAsync();
        await using var second = await FakeVendor.StartAsync();
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("one", first.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);
        var old = Encoding.UTF8.GetBytes("""{"userId":"u1","event":"Old","messageId":"old"}""");
        await server.PostAsync("/v1/track", old, Ct);
        await server.PostAsync("/v1/track", old, Ct);
        await first.WaitForAsync(1, Ct);

        server.WriteWorkspace(WorkspaceJson.Of(("one", first.Url), ("two", second.Url)));
        await server.UntilAsync(async () => (await server.AdminAsync("status", Ct)).GetProperty("destinations").GetArrayLength() == 2, Ct);
        await server.PostAsync("/v1/track", Encoding.UTF8.GetBytes("""{"userId":"u1","event":"New","messageId":"new"}"""), Ct);

        await second.WaitForAsync(1, Ct);
        await first.WaitForAsync(2, Ct);
        Assert.Contains("New", second.Accepted.Single().Body, StringComparison.Ordinal);
        Assert.Equal(2, first.Accepted.Count);
    }

    [Fact]
    public async Task An_event_that_a_vendor_refuses_becomes_a_dead_letter_with_the_reason()
    {
        await using var vendor = await FakeVendor.StartAsync();
        vendor.Answer = async (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("no such plan");
        };
        await using var server = new ServerProcess();
        server.WriteWorkspace(WorkspaceJson.Of(("hook", vendor.Url)));
        Assert.True(await server.StartAsync(Ct), server.Output);

        await server.PostAsync("/v1/track", """{"userId":"u1","event":"Refused","messageId":"m1"}"""u8.ToArray(), Ct);

        await server.UntilAsync(async () => (await server.AdminAsync("deadletters", Ct)).GetProperty("letters").GetArrayLength() == 1, Ct);
        var letter = (await server.AdminAsync("deadletters", Ct)).GetProperty("letters")[0];
        Assert.Equal("answered 400", letter.GetProperty("reason").GetString());
        Assert.Equal("no such plan", letter.GetProperty("message").GetString());
        Assert.Equal("m1", letter.GetProperty("messageId").GetString());
        Assert.Equal(1, await server.CountAsync(5, "hook", Ct));
    }
}
