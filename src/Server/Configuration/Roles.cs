namespace Pintle.Server.Configuration;

/// <summary>What a process can do.</summary>
internal static class Roles
{
    /// <summary>They go together.</summary>
    public static readonly IReadOnlyList<string> DataPlane = ["gateway", "pipeline", "control"];

    private const string Transformer = "transformer";

    public static bool HasTransformer(this PintleOptions options) => options.Roles.Contains(Transformer);

    /// <summary>Only the transformer's API: no store, no workspace, no data directory.</summary>
    /// <exception cref="ConfigurationException">The roles can't run like this.</exception>
    public static bool IsTransformerAlone(this PintleOptions options)
    {
        var missing = DataPlane.Except(options.Roles).ToList();
        return missing.Count switch
        {
            0 => false,
            _ when missing.Count == DataPlane.Count => true,
            _ => throw new ConfigurationException([$"roles: gateway, pipeline and control run in one process; add {string.Join(" and ", missing)}."]),
        };
    }
}
