namespace Pintle.Server.Configuration;

/// <summary>What a process can do.</summary>
internal static class Roles
{
    public const string Gateway = "gateway";
    public const string Pipeline = "pipeline";
    public const string Control = "control";
    public const string Transformer = "transformer";

    public static bool HasTransformer(this PintleOptions options) => options.Roles.Contains(Transformer);

    /// <summary>Only the transformer's API: no store, no workspace, no data directory.</summary>
    /// <exception cref="ConfigurationException">The roles can't run like this.</exception>
    public static bool IsTransformerAlone(this PintleOptions options)
    {
        string[] plane = [Gateway, Pipeline, Control];
        var missing = plane.Except(options.Roles).ToList();
        return missing.Count switch
        {
            0 => false,
            _ when missing.Count == plane.Length => true,
            _ => throw new ConfigurationException([$"roles: gateway, pipeline and control run in one process; add {string.Join(" and ", missing)}."]),
        };
    }
}
