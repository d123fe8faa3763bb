using System.Reflection;

namespace Pintle.Server.Hosting;

/// <summary>What was built.</summary>
internal static class BuildVersion
{
    private static readonly string[] Parts =
        typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? ["0"];

    public static string Number => Parts[0];

    /// <summary>Empty when it isn't known.</summary>
    public static string Commit => Parts.Length > 1 ? Parts[1] : "";
}
