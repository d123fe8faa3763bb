using System.Diagnostics;
using System.Text.Json.Nodes;
using Pintle.TestKit;

namespace Pintle.EndToEnd.Tests;

/// <summary>Replays the recorded cases against the transformer's API when they are there; the floor of each destination only rises.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Every_destination_passes_at_least_as_many_recorded_cases_as_before()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        var root = Repository.Root;
        var score = Path.Combine(root, "..", "shared", "conformance", "score.py");
        Assert.SkipUnless(File.Exists(score) && HasPython(), "The recorded cases, or python3 to replay them, are not here.");
        var floors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(root, "tests", "conformance-floor.json"), limit.Token))!.AsObject();

        var here = Directory.CreateTempSubdirectory("pintle-conformance-");
        try
        {
            var outside = FreePort.Take();
            using var transformer = await TransformerProcess.StartAsync(here.FullName, limit.Token, "--conformance", $"http://127.0.0.1:{outside}");
            var report = Path.Combine(here.FullName, "report.json");
            var printed = await RunAsync(
                ["python3", score, "--kind", "destinations", "--base-url", $"{transformer.Address}", "--mock-port", $"{outside}", "--only", string.Join(',', floors.Select(f => f.Key)), "--json", report],
                limit.Token);
            var passed = JsonNode.Parse(await File.ReadAllTextAsync(report, limit.Token))!["integrations"]!;
            Assert.All(floors, floor => Assert.True(
                passed[$"destinations/{floor.Key}"]!["passed"]!.GetValue<int>() >= floor.Value!.GetValue<int>(),
                $"{floor.Key} passes fewer cases than the {floor.Value} of tests/conformance-floor.json.\n{printed}"));
        }
        finally
        {
            here.Delete(recursive: true);
        }
    }

    private static bool HasPython() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, "python3")));

    private static async Task<string> RunAsync(string[] command, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        await using var end = ct.Register(process.Kill);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return output;
    }
}
