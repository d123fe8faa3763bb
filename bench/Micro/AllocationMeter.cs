using System.Globalization;
using System.Text.Json;

namespace Pintle.Micro;

/// <summary>Bytes that each step allocates, compared with what is committed in <c>allocation-limits.json</c>.</summary>
public static class AllocationMeter
{
    /// <summary>Begins the names of destinations' figures.</summary>
    public const string OfDestination = "transform:";

    private const int Operations = 2_000;

    /// <summary>Bytes per operation of every step, by its name; of destinations (<see cref="OfDestination"/>) those per event.</summary>
    public static IReadOnlyDictionary<string, double> MeasureAll()
    {
        using var path = new EventPath();
        var steps = new Dictionary<string, double>
        {
            ["GatewaySingle"] = Measure(() => path.GatewaySingle()),
            ["GatewayBatch"] = Measure(() => path.GatewayBatch()),
            ["EncodeSegment"] = Measure(() => path.EncodeSegment()),
            ["DecodeSegment"] = Measure(() => path.DecodeSegment()),
            ["Process"] = Measure(() => path.Process()),
            ["Webhook"] = Measure(() => path.Webhook()),
        };
        foreach (var destination in DestinationEvents.All())
        {
            steps[OfDestination + destination.Name] = Measure(destination.Transform) / destination.Count;
        }

        return steps;
    }

    /// <summary>The committed limits, bytes per operation.</summary>
    public static IReadOnlyDictionary<string, double> Limits(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateObject()
            .ToDictionary(p => p.Name, p => double.Parse(p.Value.GetRawText(), CultureInfo.InvariantCulture));

    // On one thread and with everything that is reused already there, the figure is the same in every run.
    private static double Measure(Func<object?> operation)
    {
        for (var i = 0; i < Operations; i++)
        {
            operation();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Operations; i++)
        {
            operation();
        }

        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Operations;
    }
}
