using System.CommandLine;
using Pintle.ControlPlane.Data;
using Pintle.Server.Configuration;
using Pintle.Server.Conformance;
using Pintle.Server.Hosting;
using Pintle.Store;
using Pintle.Workspace;
using Pintle.Workspace.Reading;

namespace Pintle.Server.Cli;

/// <summary><c>pintle serve</c>: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    private const string DefaultFile = "config.yaml";

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = $"Configuration file; {DefaultFile} when there is one." };
        var conformance = new Option<string?>("--conformance")
        {
            Description = "For replaying recorded cases only: the address that answers for every vendor. Requests may then fix the time and new ids.",
        };
        var command = new Command("serve", "Runs the server. Any configuration key can be a flag: --gateway.port 8090") { file, conformance };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, ct) => RunAsync(result.GetValue(file), result.GetValue(conformance), result.UnmatchedTokens, ct));
        return command;
    }

    private static async Task<int> RunAsync(string? file, string? conformance, IReadOnlyList<string> flags, CancellationToken ct)
    {
        try
        {
            var options = LoadOptions(file, flags);
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = ct.Register(() => stopped.TrySetResult());
            var isAlone = options.IsTransformerAlone();
            if (conformance is not null && !isAlone)
            {
                throw new ConfigurationException(["--conformance is for the transformer alone: add --roles transformer."]);
            }

            using var cases = conformance is null ? null : new ConformanceMode(conformance);
            var workspace = new WorkspaceHolder();
            await using var transformer = options.HasTransformer() ? await TransformerHost.StartAsync(options, isAlone ? null : workspace, cases, ct) : null;
            if (isAlone)
            {
                await stopped.Task;
                return 0;
            }

            await using var host = await PintleHost.StartAsync(options, workspace, ct);
            if (host.SetUpToken is { } token)
            {
                // Not into the log, which others may collect.
                await Console.Out.WriteLineAsync($"Nobody can log in yet. Make the administrator at {host.Addresses[^1]} with this token, which works once: {token}");
            }

            var failed = await Task.WhenAny(stopped.Task, host.Failure) != stopped.Task;
            await host.StopAsync();
            return failed ? 1 : 0;
        }
        catch (Exception refused) when (refused is ConfigurationException or WorkspaceException or ControlDatabaseException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
        catch (StoreUnavailableException away)
        {
            await Console.Error.WriteLineAsync(away.Message);
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>The configuration as <c>serve</c> reads it.</summary>
    public static PintleOptions LoadOptions(string? file, IReadOnlyList<string> flags) =>
        ConfigurationLoader.Load(file ?? (File.Exists(DefaultFile) ? DefaultFile : null), EnvironmentVariables(), flags);

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
}
