using System.Text;

namespace Pintle.UserCode.Tools;

/// <summary>Scripts that are part of the assembly: ours, and those of npm packages.</summary>
internal static class Embedded
{
    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static byte[] Bytes(string name)
    {
        using var resource = typeof(Embedded).Assembly.GetManifestResourceStream($"Tools/{name}")
            ?? throw new InvalidOperationException($"The assembly has no resource Tools/{name}.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
