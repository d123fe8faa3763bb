using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Pintle.Insight.Reference;

/// <summary>Every metric of the product, read from the instruments themselves.</summary>
public sealed partial class MetricCatalogue
{
    private const string Meters = "Pintle.";

    private readonly Dictionary<string, Metric> _byName;

    private MetricCatalogue(IEnumerable<Metric> metrics) => _byName = metrics.ToDictionary(m => m.Name);

    /// <summary>The metrics by name.</summary>
    public IEnumerable<Metric> Metrics => _byName.Values.OrderBy(m => m.Name, StringComparer.Ordinal);

    /// <summary>
    /// Makes the instruments and listens to which there are: the static classes named <c>…Metrics</c> of the assemblies, and the
    /// gauges that the caller makes.
    /// </summary>
    public static MetricCatalogue Read(IEnumerable<Assembly> assemblies, Func<IReadOnlyList<IDisposable>> makeGauges)
    {
        var metrics = new Dictionary<string, Metric>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith(Meters, StringComparison.Ordinal))
                {
                    metrics[instrument.Name] = Metric.Of(instrument);
                }
            },
        };
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var gauges = makeGauges();
        listener.Start();
        foreach (var gauge in gauges)
        {
            gauge.Dispose();
        }

        return new MetricCatalogue(metrics.Values);
    }

    /// <summary>A query in which metrics stand by their own names in braces: <c>{pintle.router.waiting}</c>.</summary>
    /// <exception cref="InvalidOperationException">There is no such metric.</exception>
    public string Query(string template) => OwnName().Replace(template, match => _byName.TryGetValue(match.Groups[1].Value, out var metric)
        ? metric.PrometheusName
        : throw new InvalidOperationException($"There is no metric named {match.Groups[1].Value}."));

    [GeneratedRegex(@"\{(pintle\.[a-z0-9_.]+)\}")]
    private static partial Regex OwnName();
}

/// <summary>One metric.</summary>
/// <param name="Name">As OpenTelemetry has it.</param>
/// <param name="Kind"><c>counter</c>, <c>histogram</c> or <c>gauge</c>.</param>
/// <param name="Unit">Unit in UCUM; empty when it has none.</param>
/// <param name="Description">What it says, and by which labels.</param>
public sealed record Metric(string Name, string Kind, string Unit, string Description)
{
    /// <summary>As <c>/metrics</c> has it; a histogram's series add <c>_bucket</c>, <c>_sum</c> and <c>_count</c>.</summary>
    public string PrometheusName
    {
        get
        {
            var unit = Unit switch { "s" => "seconds", "By" => "bytes", _ => "" };
            var name = Name.Replace('.', '_');
            name = unit.Length == 0 || name.Contains(unit, StringComparison.Ordinal) ? name : $"{name}_{unit}";
            return Kind == "counter" ? name + "_total" : name;
        }
    }

    internal static Metric Of(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter"
            : type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram" : "gauge";
        return new Metric(instrument.Name, kind, instrument.Unit ?? "", instrument.Description ?? "");
    }
}
