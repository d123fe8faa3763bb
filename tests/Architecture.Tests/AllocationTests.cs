using Pintle.Micro;

namespace Pintle.Architecture.Tests;

/// <summary>What an event allocates on its way is committed in a file, so that more of it is a decision.</summary>
public sealed class AllocationTests
{
    /// <summary>What any destination may allocate for an event; a new one needs no limit of its own.</summary>
    private const double MostOfADestination = 12 * 1024;

    private static readonly string Root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];

    [Fact]
    public void No_step_allocates_more_than_its_limit()
    {
        var limits = AllocationMeter.Limits(Path.Combine(Root, "bench", "Micro", "allocation-limits.json"));
        var measured = AllocationMeter.MeasureAll();
        Assert.Subset(measured.Keys.ToHashSet(), limits.Keys.ToHashSet());
        Assert.All(measured, step =>
        {
            var most = step.Key.StartsWith(AllocationMeter.OfDestination, StringComparison.Ordinal)
                ? Math.Min(MostOfADestination, limits.GetValueOrDefault(step.Key, MostOfADestination))
                : limits[step.Key];
            Assert.True(step.Value <= most, $"{step.Key} allocates {step.Value:F0} bytes an operation; allocation-limits.json allows {most:F0}.");
        });
    }
}
