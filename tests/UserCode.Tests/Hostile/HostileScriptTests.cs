namespace Pintle.UserCode.Tests.Hostile;

/// <summary>What code may cost: itself, and nobody else.</summary>
public sealed class HostileScriptTests(HostileSet set) : IClassFixture<HostileSet>
{
    private static readonly Dictionary<string, HostileScript> All =
        ((HostileScript[])[.. TimeScripts.Scripts, .. MemoryScripts.Scripts, .. TamperingScripts.Scripts, .. ReachScripts.Scripts, .. FloodScripts.Scripts]).ToDictionary(s => s.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Costs_its_own_events_only(string name)
    {
        var script = All[name];
        var result = await set.Running.RunAsync(script.Source, script.Count, script.IsTest, version: name);
        var failed = result.Items.Where(i => i.IsFailure).ToList();
        Assert.All(failed, f => Assert.Contains(script.Words, f.Error, StringComparison.Ordinal));
        Assert.All(failed, f => Assert.InRange(f.Error.Length, 1, 10_100));
        Assert.Equal(script.Fails ?? (failed.Count == 1 ? [1] : [0, 1]), failed.Select(f => f.Input).Distinct().Order());
        Assert.Equal(script.Outputs ?? script.Count - failed.Count, result.Items.Count - failed.Count);

        // Twice: what one batch has broken shows in the next.
        for (var time = 0; time < 2; time++)
        {
            var good = await set.Running.RunAsync("export function transformEvent(e) { e.seen = true; return e; }", count: 5, version: "good");
            Assert.Equal([0, 1, 2, 3, 4], good.Items.Select(i => i.Input));
            Assert.All(good.Items, i => Assert.True(i.Output.GetProperty("seen").GetBoolean()));
        }

        // Memory has come back.
        Assert.All(set.Running.Runner.Workers, w => Assert.InRange(w.Resident, 0, HostileSet.MostAtRest));
    }
}
