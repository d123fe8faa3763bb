using Pintle.Micro;

namespace Pintle.Architecture.Tests;

/// <summary>What an event allocates on its way is committed in a file, so that more of it is a decision.</summary>
public sealed class AllocationTests
{
    private static readonly string Root = AppContext.BaseDirectory.Split($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}")[0];

    [Fact]
    public void No_step_allocates_more_than_its_limit()
    {
        var limits = AllocationMeter.Limits(Path.Combine(Root, "bench", "Micro", "allocation-limits.json"));
        var measured = AllocationMeter.MeasureAll();
        Assert.Equal(limits.Keys.Order(), measured.Keys.Order());
        Assert.All(measured, step => Assert.True(
            step.Value <= limits[step.Key], $"{step.Key} allocates {step.Value:F0} bytes an operation; allocation-limits.json allows {limits[step.Key]:F0}."));
    }
}
