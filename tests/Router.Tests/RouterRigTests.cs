using Pintle.Router.Tests.Rig;

namespace Pintle.Router.Tests;

/// <summary>The rig itself, where a fault of it would hide what a test has found.</summary>
public sealed class RouterRigTests
{
    [Fact]
    public async Task A_test_whose_time_is_up_fails_with_its_own_failure_not_with_its_rigs()
    {
        var directory = "";
        var test = async () =>
        {
            await using var rig = await new RouterRig().StartAsync();
            directory = rig.Directory;
            rig.EndTime();
            throw new InvalidDataException("the test's own");
        };

        await Assert.ThrowsAsync<InvalidDataException>(test);
        Assert.NotEmpty(directory);
        Assert.False(Directory.Exists(directory));
    }
}
