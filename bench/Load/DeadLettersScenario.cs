using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Pintle.Load;

/// <summary>A destination with ten million dead letters: looked at, replayed and cancelled, dropped, while events come in. Over the server's API.</summary>
internal static class DeadLettersScenario
{
    private const int Pages = 200;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var letters = arguments.Events > 0 ? arguments.Events : 10_000_000;
        var batch = arguments.EventsPerRequest > 1 ? arguments.EventsPerRequest : 250;
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"pintle-load-{Guid.CreateVersion7()}")).FullName;
        try
        {
            var start = Stopwatch.GetTimestamp();
            await DeadLetterFill.RunAsync(directory, letters, batch);
            Say($"{letters:N0} dead letters in batches of {batch} in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, {Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) >> 20} MB");
            await using var sink = await Sink.StartAsync(every: 1);
            await using var store = await StoreUnderLoad.StartAsync("sqlite");
            using var pintle = await Subject.PintleAsync(Subject.Workspace(1, sink.Url), store, directory);
            using var admin = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{pintle.ControlPort}/admin/"), Timeout = TimeSpan.FromMinutes(10) };
            admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await File.ReadAllTextAsync(Path.Combine(directory, "admin.token")));
            var before = pintle.ResidentMb;
            await LookAsync(admin, letters / batch);
            await ReplayAsync(admin, sink, pintle);
            await DropAsync(admin, sink, pintle, letters);
            Say($"memory: {before:F0} MB at the start, {pintle.ResidentMb:F0} MB at the end");
            return 0;
        }
        finally
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static async Task LookAsync(HttpClient admin, int batches)
    {
        const string Of = $"deadletters?destination={DeadLetterFill.Destination}";
        var random = new Random(1);
        string Deep() => $"&after=0-{random.Next(1, batches)}-{random.Next(10)}";
        await MeasureAsync(admin, "groups", 10, () => $"deadletters/groups?destination={DeadLetterFill.Destination}");
        await MeasureAsync(admin, "groups with samples", 10, () => "deadletters/groups?samples=3");
        await MeasureAsync(admin, "first page", Pages, () => Of);
        await MeasureAsync(admin, "a page somewhere", Pages, () => Of + Deep());
        await MeasureAsync(admin, "first page of a rare reason", Pages, () => $"{Of}&reason={Uri.EscapeDataString(DeadLetterFill.Rare)}");
        await MeasureAsync(admin, "a page somewhere of a reason", Pages, () => $"{Of}&reason={Uri.EscapeDataString(DeadLetterFill.Second)}{Deep()}");
        await MeasureAsync(admin, "first page of an hour", Pages, () =>
        {
            var from = TimeProvider.System.GetUtcNow().AddHours(-20).AddMinutes(random.Next(1, 30));
            return $"{Of}&from={from:yyyy-MM-ddTHH:mm:ssZ}&to={from.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}";
        });
    }

    private static async Task ReplayAsync(HttpClient admin, Sink sink, Subject pintle)
    {
        var memory = new MemoryWatch(pintle);
        var start = Stopwatch.GetTimestamp();
        var job = (await SendAsync(admin, HttpMethod.Post, $"deadletters/replay?destination={DeadLetterFill.Destination}"))["job"]!.GetValue<string>();
        var ordered = Stopwatch.GetElapsedTime(start);
        await sink.WaitForAsync(1, TimeSpan.FromMinutes(1));
        var first = Stopwatch.GetElapsedTime(start);
        await Task.Delay(TimeSpan.FromSeconds(20));
        var seen = await SendAsync(admin, HttpMethod.Get, $"jobs/{job}");
        var running = sink.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        await SendAsync(admin, HttpMethod.Delete, $"jobs/{job}");
        Say($"replay of all: taken in {ordered.TotalMilliseconds:F0} ms, first request after {first.TotalMilliseconds:F0} ms, {running:F0}/s, cancelled in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms; {await memory.StopAsync()}");
        Say($"  its progress after 20 s: {seen["progress"]!["delivered"]} delivered, share {seen["progress"]!["share"]!.GetValue<double>():P2}, {seen["perSecond"]}/s, left {seen["left"]}");
    }

    // Live events show what the drop costs others.
    private static async Task DropAsync(HttpClient admin, Sink sink, Subject pintle, int letters)
    {
        var pool = new EventPool();
        await Task.Delay(2_000);
        sink.Reset();
        await Generator.RunAsync(pintle.Port, 4, TimeSpan.FromSeconds(5), () => pool.Request(1), rate: 200);
        await Task.Delay(500);
        var alone = sink.Latencies();
        sink.Reset();
        var memory = new MemoryWatch(pintle);
        var start = Stopwatch.GetTimestamp();
        var drop = DropAsync(admin, start);
        do
        {
            await Generator.RunAsync(pintle.Port, 4, TimeSpan.FromSeconds(1), () => pool.Request(1), rate: 200);
        }
        while (!drop.IsCompleted);
        await Task.Delay(500);
        var beside = sink.Latencies();
        Say($"one reason dropped: {(await drop).Dropped:N0} of {letters:N0} in {(await drop).Took.TotalSeconds:F1} s; {await memory.StopAsync()}");
        Say($"  receipt to vendor meanwhile: p50 {At(beside, 0.5):F1} ms, p99 {At(beside, 0.99):F1} ms, longest {beside[^1]:F0} ms; before: p50 {At(alone, 0.5):F1} ms, p99 {At(alone, 0.99):F1} ms, longest {alone[^1]:F0} ms");
    }

    private static async Task<(long Dropped, TimeSpan Took)> DropAsync(HttpClient admin, long start)
    {
        var answer = await SendAsync(admin, HttpMethod.Delete, $"deadletters?reason={Uri.EscapeDataString(DeadLetterFill.Second)}");
        return (answer["dropped"]!.GetValue<long>(), Stopwatch.GetElapsedTime(start));
    }

    private static async Task MeasureAsync(HttpClient admin, string what, int times, Func<string> path)
    {
        var taken = new List<double>();
        for (var n = 0; n < times; n++)
        {
            var (asked, start) = (path(), Stopwatch.GetTimestamp());
            await admin.GetByteArrayAsync(new Uri(asked, UriKind.Relative));
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var sorted = taken.Order().ToArray();
        Say($"{what}: median {At(sorted, 0.5):F1} ms, p99 {At(sorted, 0.99):F1} ms");
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static async Task<JsonNode> SendAsync(HttpClient admin, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await admin.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
