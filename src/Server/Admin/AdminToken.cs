using System.Security.Cryptography;

namespace Pintle.Server.Admin;

/// <summary>The secret that lets commands on this machine administer the server: a file that only its user can read.</summary>
internal static class AdminToken
{
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "admin.token");

    /// <summary>The token; made on the first start.</summary>
    public static string Ensure(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        }

        return File.ReadAllText(path);
    }
}
