using System.Net;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.Router.Accounts;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;
using Pintle.TestKit;
using Pintle.Workspace;

namespace Pintle.Router.Tests;

/// <summary>A destination that delivers through an account which somebody has connected by OAuth, one event a request or several.</summary>
public sealed class AccountTests : IDisposable
{
    private readonly TokenVendor _vendor = new();
    private readonly List<string?> _asked = [];
    private Func<TokenAnswer>? _answer;

    public void Dispose() => _vendor.Dispose();

    [Theory]
    [InlineData("TOKEN")]
    [InlineData("TOKENROWS")]
    public async Task Tokens_are_asked_for_once(string type)
    {
        await using var rig = await StartAsync(type);
        await AppendAsync(rig, users: 100, each: 5);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 500);
        Assert.Equal([null], _asked);
        Assert.Empty(new Arrivals(_vendor.Accepted).OutOfOrder);
    }

    [Theory]
    [InlineData("TOKEN")]
    [InlineData("TOKENROWS")]
    public async Task Refused_tokens_are_replaced_once_and_each_event_goes_again_in_its_order(string type)
    {
        await using var rig = await StartAsync(type);
        await AppendAsync(rig, users: 10, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 10);
        _vendor.Token = "second";
        await AppendAsync(rig, users: 40, each: 5, from: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 210);
        Assert.Equal([null, "first"], _asked);
        var arrivals = new Arrivals(_vendor.Accepted);
        Assert.Equal((210, 0), (arrivals.Seen.Count, arrivals.Duplicates));
        Assert.Empty(arrivals.OutOfOrder);
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead));
    }

    [Fact]
    public async Task Tokens_are_replaced_five_minutes_before_they_expire()
    {
        RouterRig? running = null;
        _answer = () => new TokenAnswer(Secret(_vendor.Token, running!.Time.GetUtcNow().AddHours(1)));
        await using var rig = running = await StartAsync("TOKEN", start: false);
        await rig.StartAsync();
        await AppendAsync(rig, users: 1, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1);
        rig.Time.Advance(TimeSpan.FromMinutes(54));
        await AppendAsync(rig, users: 1, each: 1, from: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);
        Assert.Equal([null], _asked);
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        await AppendAsync(rig, users: 1, each: 1, from: 2);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 3);
        Assert.Equal([null, "first"], _asked);
    }

    [Fact]
    public async Task Tokens_that_can_not_be_renewed_now_are_used_to_their_end()
    {
        RouterRig? running = null;
        _answer = () => new TokenAnswer(Secret(_vendor.Token, running!.Time.GetUtcNow().AddHours(1)));
        await using var rig = running = await StartAsync("TOKEN", start: false);
        await rig.StartAsync();
        await AppendAsync(rig, users: 1, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 1);
        _answer = () => new TokenAnswer(default, TokenProblem.Away, "The control plane is away.");
        rig.Time.Advance(TimeSpan.FromMinutes(57));
        await AppendAsync(rig, users: 1, each: 1, from: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);
        Assert.Equal("", rig.Status().Problem);
    }

    [Fact]
    public async Task A_bug_in_a_transformation_that_waited_for_tokens_is_that_event_s_end()
    {
        await using var rig = await StartAsync("TOKEN");
        await AppendAsync(rig, users: 2, each: 1, from: TokenDestination.Bug);
        await AppendAsync(rig, users: 2, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Dead, 2);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 2);
    }

    [Theory]
    [InlineData("TOKEN")]
    [InlineData("TOKENROWS")]
    public async Task While_nobody_hands_out_tokens_events_wait_and_nothing_is_dropped(string type)
    {
        _answer = () => new TokenAnswer(default, TokenProblem.Away, "The control plane is away.");
        await using var rig = await StartAsync(type);
        await AppendAsync(rig, users: 50, each: 2);
        var end = rig.Time.GetUtcNow().AddHours(1);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= end, TimeSpan.FromSeconds(30));
        Assert.Contains("The control plane is away.", rig.Status().Problem, StringComparison.Ordinal);
        Assert.InRange(_asked.Count, 10, 200);
        _answer = null;
        await rig.UntilCountAsync(OutcomeKind.Delivered, 100, step: TimeSpan.FromSeconds(1));
        Assert.Empty(new Arrivals(_vendor.Accepted).OutOfOrder);
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead));
    }

    [Theory]
    [InlineData("TOKEN")]
    [InlineData("TOKENROWS")]
    public async Task Events_wait_while_access_is_withdrawn_until_the_account_is_connected_again(string type)
    {
        await using var rig = await StartAsync(type);
        (_vendor.Refusal, _vendor.Token) = (HttpStatusCode.Forbidden, "none that anybody has");
        _answer = () => new TokenAnswer(Secret("first"));
        await AppendAsync(rig, users: 30, each: 2);
        var end = rig.Time.GetUtcNow().AddHours(5);
        await rig.UntilAsync(() => rig.Time.GetUtcNow() >= end, TimeSpan.FromMinutes(2));
        Assert.Equal((true, 60), (rig.Status().IsRefusing, rig.Status().Waiting));
        Assert.Contains("access to the account was withdrawn", rig.Status().Problem, StringComparison.Ordinal);
        _vendor.Token = "connected again";
        _answer = null;
        await rig.UntilCountAsync(OutcomeKind.Delivered, 60, step: TimeSpan.FromSeconds(1));
        Assert.Equal(0, await rig.CountAsync(OutcomeKind.Dead));
    }

    [Fact]
    public async Task Without_a_control_plane_the_tokens_of_the_document_are_used()
    {
        await using var rig = Rig(tokens: null);
        rig.Configure(Document("TOKEN", """{"access_token":"first"}"""));
        await rig.StartAsync();
        await AppendAsync(rig, users: 3, each: 1);
        await rig.UntilCountAsync(OutcomeKind.Delivered, 3);
        _vendor.Token = "second";
        await AppendAsync(rig, users: 3, each: 1, from: 1);
        await rig.UntilAsync(() => rig.Status().Problem.Contains("no longer valid", StringComparison.Ordinal));
        rig.Configure(Document("TOKEN", """{"access_token":"second"}"""));
        await rig.UntilCountAsync(OutcomeKind.Delivered, 6);
    }

    private static async Task AppendAsync(RouterRig rig, int users, int each, long from = 0)
    {
        for (var n = from; n < from + each; n++)
        {
            await rig.AppendAsync(Enumerable.Range(0, users).Select(u => ($"u{u}", n)));
        }
    }

    private async Task<RouterRig> StartAsync(string type, bool start = true)
    {
        var rig = Rig(TokensAsync);
        rig.Configure(Document(type, secret: null));
        return start ? await rig.StartAsync() : rig;
    }

    private RouterRig Rig(TokenSource? tokens) => new()
    {
        Catalogue = DestinationCatalogue.Scan(typeof(TokenDestination).Assembly), HandlerOf = _ => _vendor, Tokens = tokens,
    };

    private Task<TokenAnswer> TokensAsync(OAuthAccount account, JsonElement? expired, bool isRefused, CancellationToken ct)
    {
        Assert.Equal("acc", account.Id);
        lock (_asked)
        {
            _asked.Add(expired?.GetProperty("access_token").GetString());
        }

        return Task.FromResult(_answer?.Invoke() ?? new TokenAnswer(Secret(_vendor.Token)));
    }

    private static JsonElement Secret(string token, DateTimeOffset? expires = null) =>
        JsonSerializer.SerializeToElement(expires is { } end ? new Dictionary<string, object> { ["access_token"] = token, ["expirationDate"] = end } : new Dictionary<string, object> { ["access_token"] = token });

    private static string Document(string type, string? secret) => $$"""
        {"workspaceId":"ws","sources":[{"id":"src","name":"S","writeKey":"{{WorkspaceJson.WriteKey}}","enabled":true,"sourceDefinition":{"id":"js","name":"Javascript"},"config":{},
          "destinations":[{"id":"hook","name":"H","enabled":true,"config":{"webhookUrl":"http://hook.example/","rudderAccountId":"acc"},"transformations":[],
            "destinationDefinition":{"id":"d","name":"{{type}}","displayName":"{{type}}","config":{} } }]}],
         "accounts":{"acc":{"accountDefinitionName":"oauth_def","options":{},"secret":{{secret ?? "null"}} } },
         "accountDefinitions":{"oauth_def":{"name":"oauth_def","config":{},"authenticationType":"oauth"} } }
        """;
}
