using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Pintle.Load;

/// <summary>
/// Transformation through the HTTP API, the server on one core, in batches of a hundred. All destinations take turns, so that
/// what disturbs the machine disturbs each alike; webhook, which only passes events on, is the yardstick of the run.
/// </summary>
internal static class TransformScenario
{
    private const string Yardstick = "webhook";
    private const string ByRouter = "hs";
    private const int Connections = 3;

    public static async Task<int> RunAsync(string[] names, Arguments arguments)
    {
        if (!Directory.Exists(TransformSample.Folder))
        {
            Console.WriteLine("The recorded cases are not here.");
            return 1;
        }

        if (names.Length == 0)
        {
            var floors = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Subject.Repository, "tests", "conformance-floor.json")))!.AsObject();
            names = [.. floors.Select(f => f.Key)];
        }

        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > 1)
        {
            // The first core is the server's.
            using var me = Process.GetCurrentProcess();
            me.ProcessorAffinity &= ~1;
        }

        var window = TimeSpan.FromSeconds(arguments.Seconds > 0 ? arguments.Seconds : 1);
        var figures = await MeasureAsync([Yardstick, .. names.Where(n => n is not (Yardstick or ByRouter))], isRouter: false, window, arguments.Rounds);
        var yardstick = figures[0].Rate;
        figures.ForEach(f => Console.WriteLine(f.Line(yardstick)));
        var rates = figures.ConvertAll(f => f.Rate).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median {rates[rates.Count / 2]:N0}, least {rates[0]:N0} events/s"));
        if (names.Contains(ByRouter))
        {
            figures = await MeasureAsync([ByRouter], isRouter: true, window, arguments.Rounds);
            Console.WriteLine($"{figures[0].Line(yardstick)} (router)");
        }

        return 0;
    }

    private static async Task<List<Figure>> MeasureAsync(string[] names, bool isRouter, TimeSpan window, int rounds)
    {
        await using var vendor = await RecordedVendor.StartAsync(isRouter ? names : []);
        using var transformer = await Subject.TransformerAsync(vendor.Url);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{transformer.Port}") };
        var figures = new List<Figure>();
        foreach (var name in names)
        {
            var sample = await TransformSample.TakeAsync(http, name, isRouter);
            figures.Add(new Figure(sample));
            await SendAsync(http, sample, window);
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var figure in figures)
            {
                var (cpu, start) = (transformer.Cpu, Stopwatch.GetTimestamp());
                var sent = await SendAsync(http, figure.Sample, window);
                figure.Rates.Add(sent / Stopwatch.GetElapsedTime(start).TotalSeconds);
                figure.CpuRates.Add(sent / (transformer.Cpu - cpu).TotalSeconds);
            }
        }

        return figures;
    }

    private static async Task<long> SendAsync(HttpClient http, TransformSample sample, TimeSpan window)
    {
        var sent = 0L;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            for (var i = connection; Stopwatch.GetElapsedTime(start) < window; i++)
            {
                using var answer = await sample.SendAsync(http, i);
                await answer.Content.CopyToAsync(Stream.Null);
                Interlocked.Add(ref sent, TransformSample.EventsPerRequest);
            }
        }));
        return sent;
    }

    // Beside the rate what it would be had nobody else used the core.
    private sealed record Figure(TransformSample Sample)
    {
        public List<double> Rates { get; } = [];

        public List<double> CpuRates { get; } = [];

        public double Rate => Median(Rates);

        public string Line(double yardstick) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Sample.Name,-16} {Rate,9:N0} events/s = {Rate / yardstick:F2} of {Yardstick}; {Median(CpuRates),9:N0} a second of CPU; {Sample.Cases} recorded events");

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}
