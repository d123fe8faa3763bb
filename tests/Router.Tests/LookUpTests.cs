using System.Net;
using System.Text.Json.Nodes;
using Pintle.DestinationKit;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Router.Tests;

/// <summary>A destination that asks its vendor something before it can send an event.</summary>
public sealed class LookUpTests : IDisposable
{
    private readonly TokenVendor _vendor = new();

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task Events_wait_for_one_question_and_keep_their_order()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 100, each: 5);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 500);
        Assert.Equal(1, _vendor.Questions);
        Assert.Empty(new Arrivals(_vendor.Accepted).OutOfOrder);
    }

    [Fact]
    public async Task A_token_that_has_ended_is_asked_for_again_and_the_events_are_sent_with_the_new_one()
    {
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 10, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 10);
        _vendor.Token = "second";
        for (var n = 1L; n < 6; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, 10).Select(u => ($"u{u}", n)));
        }

        await rig.UntilCountAsync(OutcomeKind.Delivered, 60);
        Assert.Equal((60, 0), (new Arrivals(_vendor.Accepted).Seen.Count, new Arrivals(_vendor.Accepted).Duplicates));
        Assert.InRange(_vendor.Questions, 2, 10);
    }

    [Fact]
    public async Task While_the_vendor_can_not_be_asked_nothing_is_dropped_and_nobody_parks()
    {
        _vendor.IsAway = true;
        await using var rig = await StartAsync();
        await AppendAsync(rig, users: 300, each: 2);
        var end = rig.Time.GetUtcNow().AddHours(1);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= end, TimeSpan.FromSeconds(5));
        Assert.InRange(rig.Status().ParkedUsers, 0, rig.Options.MaxInFlight);
        Assert.InRange(_vendor.Questions, 5, 500);
        _vendor.IsAway = false;
        await rig.UntilCountAsync(OutcomeKind.Delivered, 600);
        Assert.Empty(new Arrivals(_vendor.Accepted).OutOfOrder);
    }

    private static async Task AppendAsync(RouterRig rig, int users, int each)
    {
        for (var n = 0L; n < each; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, users).Select(u => ($"u{u}", n)));
        }
    }

    private async Task<RouterRig> StartAsync()
    {
        var rig = new RouterRig { Catalogue = DestinationCatalogue.Scan(typeof(AskingDestination).Assembly), HandlerOf = _ => _vendor };
        rig.Configure(new Webhook("hook", "http://hook.example/", Type: "ASKING"));
        return await rig.StartAsync();
    }

    private sealed class TokenVendor : HttpMessageHandler
    {
        private readonly Lock _gate = new();
        private readonly List<RigCall> _accepted = [];

        public string Token { get; set; } = "first";

        public bool IsAway { get; set; }

        public int Questions { get; private set; }

        public IReadOnlyList<RigCall> Accepted
        {
            get
            {
                lock (_gate)
                {
                    return [.. _accepted];
                }
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (_gate)
            {
                if (request.Method == HttpMethod.Get)
                {
                    Questions++;
                    return IsAway ? throw RigVendor.Refused() : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Token) };
                }

                var body = JsonNode.Parse(request.Content!.ReadAsStream(cancellationToken))!;
                if (body["token"]!.GetValue<string>() != Token)
                {
                    return RigVendor.Of(HttpStatusCode.Unauthorized);
                }

                var row = body["rows"]![0]!;
                _accepted.Add(new RigCall(row["user"]!.GetValue<string>(), row["number"]!.GetValue<long>()));
                return RigVendor.Of(HttpStatusCode.OK);
            }
        }
    }
}
