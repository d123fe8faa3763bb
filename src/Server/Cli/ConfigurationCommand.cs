using System.CommandLine;
using Pintle.Server.Configuration;

namespace Pintle.Server.Cli;

/// <summary><c>pintle configuration</c>: the reference of every key.</summary>
internal static class ConfigurationCommand
{
    public static Command Create()
    {
        var command = new Command("configuration", "Prints the reference of every configuration key.");
        command.SetAction(_ => Console.Out.Write(ReferencePage.Write()));
        return command;
    }
}
