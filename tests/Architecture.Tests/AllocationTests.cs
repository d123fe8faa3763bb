using Pintle.Micro;

namespace Pintle.Architecture.Tests;

/// <summary>What an event allocates on its way is committed in a file, so that more of it is a decision.</summary>
public sealed class AllocationTests
{
    private const int MostOfADestination = 12 * 1024;
    private static readonly string Root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];

    [Fact]
    public void No_step_allocates_more_than_its_limit()
    {
        var limits = Limits();
        var measured = AllocationMeter.MeasureAll();
        Assert.Equal(limits.Keys.Order(), measured.Keys.Order());
        Assert.All(measured, step => Assert.True(
            step.Value <= limits[step.Key], $"{step.Key} allocates {step.Value:F0} bytes an operation; allocation-limits.json allows {limits[step.Key]:F0}."));
    }

    [Fact]
    public void No_destination_is_allowed_more_than_twelve_kilobytes_an_event() => Assert.All(
        Limits().Where(limit => limit.Key.StartsWith(AllocationMeter.OfDestination, StringComparison.Ordinal)),
        limit => Assert.InRange(limit.Value, 0, MostOfADestination));

    private static IReadOnlyDictionary<string, double> Limits() => AllocationMeter.Limits(Path.Combine(Root, "bench", "Micro", "allocation-limits.json"));
}
