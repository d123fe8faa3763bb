using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Reference;
using Pintle.DestinationKit.Settings;
using Pintle.Destinations;

namespace Pintle.Server.Cli.Destinations;

/// <summary><c>pintle destinations</c>: what this build delivers to, and what a destination makes of events.</summary>
internal static class DestinationsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create() => new("destinations", "What this build delivers to, and what it makes of events.") { List(), Show(), Check(), TryCommand.Create() };

    /// <summary>The argument that names a destination.</summary>
    public static Argument<DestinationType> Name() => new("name")
    {
        Description = "Name of its definition, in any case: slack.",
        CustomParser = result =>
        {
            var name = result.Tokens[0].Value;
            if (BuiltIn.Catalogue.Find(name) is { } type)
            {
                return type;
            }

            result.AddError($"There is no destination \"{name}\". pintle destinations list names them.");
            return null;
        },
    };

    /// <summary>Reads a JSON file; null, with an error printed, when it can't.</summary>
    public static JsonElement? Read(FileInfo file)
    {
        try
        {
            return JsonElement.Parse(File.ReadAllBytes(file.FullName));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            Console.Error.WriteLine($"{file}: {wrong.Message}");
            return null;
        }
    }

    /// <summary>JSON for people.</summary>
    public static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented);

    private static Command List()
    {
        var command = new Command("list", "Names of their definitions.");
        command.SetAction(_ =>
        {
            foreach (var type in BuiltIn.Catalogue.All)
            {
                Console.WriteLine($"{type.Name.ToLowerInvariant(),-20} {type.DisplayName}");
            }
        });
        return command;
    }

    private static Command Show()
    {
        var name = Name();
        var form = new Option<string>("--as") { Description = "The page for people, the JSON schema of its settings, or what a form asks.", DefaultValueFactory = _ => "page" };
        form.AcceptOnlyFromAmong("page", "schema", "form");
        var command = new Command("show", "Says what a destination does and what its settings are.") { name, form };
        command.SetAction(result =>
        {
            var type = result.GetRequiredValue(name);
            Console.Out.Write(result.GetValue(form) switch
            {
                "schema" => Pretty(SettingsSchema.Write(type.DisplayName, type.Settings)) + "\n",
                "form" => Pretty(SettingsForm.Write(type.Settings)) + "\n",
                _ => DestinationPage.Write(type),
            });
        });
        return command;
    }

    private static Command Check()
    {
        var (name, file) = (Name(), new Argument<FileInfo>("settings") { Description = "JSON file with the destination's config." });
        var command = new Command("check", "Says everything that is wrong with settings.") { name, file };
        command.SetAction(result => Read(result.GetRequiredValue(file)) is { } config ? Print(SettingsCheck.Check(result.GetRequiredValue(name).Settings, config)) : 2);
        return command;
    }

    private static int Print(IReadOnlyList<SettingsProblem> problems)
    {
        foreach (var problem in problems)
        {
            Console.WriteLine(problem.Message);
        }

        return problems.Count == 0 ? 0 : 1;
    }
}
