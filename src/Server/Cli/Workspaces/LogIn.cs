using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pintle.Server.Cli.Workspaces;

/// <summary>Where the API is, and as who: what <c>pintle login</c> keeps.</summary>
/// <param name="WorkspaceId">Null: the token's only one.</param>
internal sealed record LogIn(string Server, string Token, string? WorkspaceId)
{
    /// <summary>As <c>serve</c> listens when nothing else is said.</summary>
    public const string UsualServer = "http://127.0.0.1:8081";

    /// <summary>Nobody but its owner may read it.</summary>
    public static string Path => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "pintle", "login.json");

    /// <summary>What is kept; null: nobody has logged in.</summary>
    /// <exception cref="RefusedException">The file is broken.</exception>
    public static LogIn? Load()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path), LogInJson.Default.LogIn) is { Server: not null, Token: not null } kept ? kept : throw Broken();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            throw Broken();
        }
    }

    /// <summary>Options come first, then the environment, then what is kept. What is kept of one server is never shown to another.</summary>
    /// <exception cref="RefusedException">Something is missing.</exception>
    public static LogIn Find(string? server, string? token, string? workspaceId, Func<string, string?> variable, LogIn? kept)
    {
        var place = Address(server ?? Given(variable, "PINTLE_SERVER") ?? kept?.Server ?? UsualServer);
        var secret = token ?? Given(variable, "PINTLE_TOKEN");
        var workspace = workspaceId ?? Given(variable, "PINTLE_WORKSPACE");
        if (secret is not null)
        {
            return new LogIn(place, secret, workspace);
        }

        return kept is not null && Address(kept.Server) == place ? kept with { Server = place, WorkspaceId = workspace ?? kept.WorkspaceId } : throw new RefusedException(
            $"There is no token for {place}. Log in with pintle login --server {place}, or set PINTLE_TOKEN.");
    }

    /// <summary>The address of a server.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static string Address(string server) => Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
        ? uri.AbsoluteUri.TrimEnd('/')
        : throw new RefusedException($"The server must be an address such as {UsualServer}, but is \"{server}\".");

    /// <summary>An environment variable that says something.</summary>
    public static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Keeps it.</summary>
    public void Save()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        else
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Beside it first: a file that was there with other rights would keep them.
        var fresh = $"{Path}.{Environment.ProcessId}";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, this, LogInJson.Default.LogIn);
        }

        File.Move(fresh, Path, overwrite: true);
    }

    // Without the secret.
    public override string ToString() => $"{Server}, workspace {WorkspaceId}";

    private static RefusedException Broken() => new($"{Path} can't be read. Log in again: pintle login");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(LogIn))]
internal sealed partial class LogInJson : JsonSerializerContext;
