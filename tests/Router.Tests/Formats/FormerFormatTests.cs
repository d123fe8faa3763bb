using System.Net;
using Pintle.Router.Tests.Rig;
using Pintle.Store.Outcomes;
using Pintle.TestKit;

namespace Pintle.Router.Tests.Formats;

/// <summary>Starts on data directories that former versions wrote: see <c>Store.Tests/fixtures</c>.</summary>
public sealed class FormerFormatTests
{
    private const int Before = 60;
    private const int After = 30;
    private static readonly Webhook[] Hooks = [RouterRig.Hook("steady"), RouterRig.Hook("picky"), RouterRig.Hook("down")];

    public static TheoryData<string> Versions => [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "fixtures")).Select(d => Path.GetFileName(d)!)];

    [Theory]
    [MemberData(nameof(Versions))]
    public Task Delivers_in_order_what_waits_in_a_former_versions_data_directory(string version) =>
        StartOnAsync(Path.Combine(AppContext.BaseDirectory, "fixtures", version));

    /// <summary>With <c>PINTLE_FIXTURE</c> it keeps the directory: how a format that has changed gets one.</summary>
    [Fact]
    public async Task Delivers_in_order_what_waits_in_this_versions_data_directory()
    {
        var directory = Environment.GetEnvironmentVariable("PINTLE_FIXTURE");
        await using var rig = new RouterRig();
        rig.Configure(Hooks);
        await WriteAsync(rig);
        Assert.Equal(2, Directory.GetFiles(rig.Directory, "segments-*.db").Length);
        if (directory is not null)
        {
            Copy(rig.Directory, directory);
        }

        await StartOnAsync(rig.Directory);
    }

    private static async Task StartOnAsync(string directory)
    {
        await using var rig = new RouterRig();
        Copy(directory, rig.Directory);
        rig.Time.Advance(TimeSpan.FromHours(4));
        rig.Configure(Hooks);
        await rig.StartAsync();
        await rig.UntilCountAsync(OutcomeKind.Delivered, Before + After, "down");
        await rig.UntilCountAsync(OutcomeKind.Delivered, Before + After, "steady");
        await rig.UntilCountAsync(OutcomeKind.Dead, (Before + After) / 6, "picky");
        await rig.UntilCountAsync(OutcomeKind.Delivered, (Before + After) * 5 / 6, "picky");

        // What was delivered before does not come again; what waited comes once and in order.
        Assert.Empty(rig.Vendor("steady").Accepted);
        Assert.Equal(Before + After, rig.Vendor("down").AcceptedCount);
        Assert.Equal(Enumerable.Range(0, Before + After).Where(n => n % 6 == 1).Select(n => (long)n), rig.Vendor("picky").Accepted.Select(c => c.Number));
        Assert.Empty(new Arrivals(rig.Vendor("down").Accepted).OutOfOrder);
        Assert.Equal(Before + After, await rig.CountAsync(OutcomeKind.Received, ""));
        Assert.Equal((Before + After) / 6, (await rig.Store.DeadLetters.GroupsAsync(new("picky"), rig.Ct)).Sum(g => g.Count));
    }

    private static async Task WriteAsync(RouterRig rig)
    {
        await rig.StartAsync();
        rig.Vendor("down").Answer = (_, _) => throw RigVendor.Refused();
        rig.Vendor("picky").Answer = (call, _) => Task.FromResult(RigVendor.Of(call.User switch
        {
            "u1" => HttpStatusCode.InternalServerError,
            "u2" => HttpStatusCode.BadRequest,
            _ => HttpStatusCode.OK,
        }));
        await AppendAsync(rig, 0, Before);
        await SettleAsync(rig, Before);

        // What is older than an hour and not delivered is spilled, and after the next append a new file begins.
        rig.Time.Advance(TimeSpan.FromHours(2));
        var spilling = rig.Router.SpillAsync(0, rig.Time.GetUtcNow().AddHours(-1), rig.Ct);
        await rig.UntilAsync(() => spilling.IsCompleted);
        await spilling;
        await AppendAsync(rig, Before, 1);
        await AppendAsync(rig, Before + 1, After - 1);
        await SettleAsync(rig, Before + After);
        await rig.StopAsync();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*.db"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static Task AppendAsync(RouterRig rig, int from, int count) => rig.AppendAsync(Enumerable.Range(from, count).Select(n => ($"u{n % 6}", (long)n)));

    private static async Task SettleAsync(RouterRig rig, int events)
    {
        await rig.UntilCountAsync(OutcomeKind.Delivered, events, "steady");
        await rig.UntilCountAsync(OutcomeKind.Dead, events / 6, "picky");
        await rig.UntilCountAsync(OutcomeKind.Delivered, events * 4 / 6, "picky");
        Assert.Equal(1, rig.Status("picky").ParkedUsers);
    }
}
