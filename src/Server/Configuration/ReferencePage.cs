using System.Text;

namespace Pintle.Server.Configuration;

/// <summary>Writes the reference page of the configuration from the options records.</summary>
internal static class ReferencePage
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# Configuration\n\n<!-- generated from the options records: ./dev gen -->\n\n");
        page.Append("A value comes from the default, then from `config.yaml`, then from the environment (`PINTLE__GATEWAY__PORT`), then from flags\n");
        page.Append("(`--gateway.port 8090`); the last one counts. Durations: `10s`, `5m`, `1h30m`. Sizes: bytes, or `256MB`. An unknown key or a wrong\n");
        page.Append("value stops the start with a message that says where it stands.\n\n");
        page.Append("| key | default | meaning |\n|---|---|---|\n");
        var defaults = new PintleOptions();
        foreach (var key in OptionTable.Keys)
        {
            var choices = key.Setting.OneOf.Length == 0 ? "" : $" {(key.IsList ? "Some" : "One")} of {key.Setting.Choices}.";
            page.Append($"| `{key.Key}` | `{ValueParser.Print(key.Read(defaults))}` | {key.Setting.Help}{choices} |\n");
        }

        page.Append("\n## Keys of the established product\n\nThese work too, in the file and as environment variables.\n\n");
        page.Append("| key | environment variable | stands for | bare numbers |\n|---|---|---|---|\n");
        foreach (var alias in Aliases.All)
        {
            page.Append($"| `{alias.Name}` | `{alias.Variable}` | `{alias.Key}` | {(alias.Unit.Length == 0 ? "" : $"in {alias.Unit}")} |\n");
        }

        page.Append("| `Router.throttler.{TYPE}.limit`, `.timeWindow` | `RSERVER_ROUTER_THROTTLER_{TYPE}_LIMIT`, `_TIME_WINDOW` | `router.throttles` | window in s |\n");
        page.Append("| `Router.throttler.{TYPE}.{destinationId}.limit`, `.timeWindow` | | `router.throttles` | window in s |\n");
        return page.ToString();
    }
}
