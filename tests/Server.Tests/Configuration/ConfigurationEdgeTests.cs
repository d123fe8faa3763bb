using Pintle.Server.Configuration;

namespace Pintle.Server.Tests.Configuration;

public sealed class ConfigurationEdgeTests
{
    [Theory]
    [InlineData("router.retryWindow", "999999999999d")]
    [InlineData("store.keep", "99999999999999999999999999999999h")]
    [InlineData("outbound.allow", "10.0.0.0/40")]
    [InlineData("gateway.maxRequestSize", "3GB")]
    [InlineData("gateway.maxRequestSize", "99999999999999999999GB")]
    [InlineData("gateway.maxRequestSize", "104857601")]
    public void A_value_out_of_reach_is_a_problem_not_a_crash(string key, string value)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Load([], $"--{key}", value));
        Assert.Contains($"flag --{key}: {key} must be", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_place_of_the_file_is_a_problem_not_a_crash()
    {
        var refused = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(Path.GetTempPath(), new Dictionary<string, string>(), []));
        Assert.Contains(Path.GetTempPath(), Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_strings_with_several_hosts_stay_whole_in_variables()
    {
        var options = Load(new() { ["PINTLE__STORE__SHARDS"] = "Host=a,b;Database=one|Host=c,d;Database=two" });
        Assert.Equal(["Host=a,b;Database=one", "Host=c,d;Database=two"], options.Store.Shards);
    }

    [Theory]
    [InlineData("PINTLE__GATEWAY__PORT", "RSERVER_GATEWAY_WEB_PORT")]
    [InlineData("RSERVER_GATEWAY_WEB_PORT", "PINTLE__GATEWAY__PORT")]
    public void Our_own_variable_wins_over_the_accepted_one_in_any_order(string first, string second)
    {
        string Port(string name) => name.StartsWith("PINTLE", StringComparison.Ordinal) ? "1" : "2";
        var options = Load(new() { [first] = Port(first), [second] = Port(second) });
        Assert.Equal(1, options.Gateway.Port);
    }

    private static PintleOptions Load(Dictionary<string, string> environment, params string[] flags) => ConfigurationLoader.Load(null, environment, flags);
}
