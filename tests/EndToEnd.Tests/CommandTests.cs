using System.Net;
using System.Net.Sockets;
using System.Text;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>What the command line answers to a person in a hurry: one sentence that helps, and nothing lost by a slip.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ServerProcess _server = new();

    public CommandTests() => _limit.CancelAfter(TimeSpan.FromSeconds(90));

    private CancellationToken Ct => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Dropping_needs_a_destination_a_reason_or_all()
    {
        _server.WriteWorkspace(WorkspaceJson.Of(("hook", "ftp://127.0.0.1/")));
        Assert.True(await _server.StartAsync(Ct), _server.Output);
        await _server.PostAsync("/v1/track", Encoding.UTF8.GetBytes("""{"userId":"u","event":"E","messageId":"m"}"""), Ct);
        await _server.UntilAsync(async () => (await _server.AdminAsync("deadletters/groups", Ct)).GetArrayLength() == 1, Ct);

        await RefusedAsync("--all", "deadletters", "drop");
        Assert.Equal(1, (await _server.AdminAsync("deadletters/groups", Ct)).GetArrayLength());
        Assert.Contains("\"dropped\": 1", await _server.CommandAsync(Ct, "deadletters", "drop", "--all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_is_answered_with_what_was_meant()
    {
        _server.WriteWorkspace(WorkspaceJson.Of(("hook", "http://127.0.0.1:1/")));
        Assert.True(await _server.StartAsync(Ct), _server.Output);

        await RefusedAsync("Unknown option --usr; did you mean --user?", "events", "find", "--usr", "u");
        await RefusedAsync("--since must be a time such as", "events", "find", "--user", "u", "--since", "yesterday");
        await RefusedAsync("--limit must be between 1 and 1000, but is 0.", "events", "find", "--user", "u", "--limit", "0");
        await RefusedAsync("No source has the id or name \"nope\".", "events", "tail", "--source", "nope");
        await RefusedAsync("No destination has the id \"nope\".", "events", "tail", "--destination", "nope");
        await RefusedAsync("\"nope\" is not where an answer ended.", "deadletters", "show", "--after", "nope");
        await RefusedAsync("\"nope\" is not the id of a destination", "deadletters", "replay", "--destination", "nope");
        await RefusedAsync("There is no such job.", "jobs", "cancel", $"{Guid.Empty}");

        var source = (await _server.CommandAsync(Ct, "replay", "--destination", "hook", "--from", "1h", "--source", "test", "--wait"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("done: 0 read", source, StringComparison.Ordinal);
        await RefusedAsync("The job has ended already: done.", "jobs", "cancel", (await _server.AdminAsync("jobs", Ct))[0].GetProperty("id").GetString()!);
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        _server.WriteWorkspace(WorkspaceJson.Of());

        Assert.False(await _server.StartAsync(Ct, null, "--control.port", $"{port}"));

        Assert.Equal(2, await _server.EndAsync(Ct));
        Assert.Contains($"control (127.0.0.1:{port}) can't both be listened on", _server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _server.Output, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string expected, params string[] arguments)
    {
        var (code, _, errors) = await _server.TryCommandAsync(Ct, arguments);
        Assert.Equal(1, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Is the server running", errors, StringComparison.Ordinal);
    }
}
