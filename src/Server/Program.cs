using System.CommandLine;
using Pintle.Server.Cli;
using Pintle.Server.Cli.Destinations;
using Pintle.Server.Cli.Transformations;
using Pintle.Server.Cli.Workspaces;

var root = new RootCommand("Pintle: receives customer events, keeps them safe, delivers each one in order.")
{
    ServeCommand.Create(),
    DeadLettersCommand.Create(),
    ReplayCommand.CreateReplay(),
    ReplayCommand.CreateJobs(),
    EventsCommand.Create(),
    AdminClient.Command("status", "Where every destination stands.", [], (client, _, ct) => client.PrintAsync(HttpMethod.Get, "status", ct)),
    AdminClient.Command("failing", "What fails and is tried again, by destination and reason.", [], (client, _, ct) => client.PrintAsync(HttpMethod.Get, "failing", ct)),
    AdminClient.Command("latency", "How long deliveries and vendors' answers take, in milliseconds.", [], (client, _, ct) => client.PrintAsync(HttpMethod.Get, "latency", ct)),
    InspectCommand.Create(),
    ConfigurationCommand.Create(),
    MetricsCommand.Create(),
    OpenApiCommand.Create(),
    DestinationsCommand.Create(),
    TransformationsCommand.Create(),
    LogInCommand.CreateLogIn(),
    LogInCommand.CreateLogOut(),
    WorkspaceCommand.Create(),
    ResourceCommands.Create(),
    SecretsCommand.Create(),
    PeopleCommand.Create(),
    JsWorkerCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
