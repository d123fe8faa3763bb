using System.CommandLine;
using Pintle.ControlPlane.People;

namespace Pintle.Server.Cli;

/// <summary><c>pintle people</c>: for people who can't log in, by who has the server.</summary>
internal static class PeopleCommand
{
    public static Command Create()
    {
        var email = new Argument<string>("EMAIL") { Description = "Of the person." };
        var second = new Option<bool>("--end-second-factor") { Description = "Logging in needs no code any more: for who has lost the app and the recovery codes." };
        return new("people", "People of the control plane in the box who can't log in.")
        {
            new Command("reset-password", "Makes a link by which somebody sets a new password. It can be used once, for an hour. Servers may run meanwhile.") { email, second }
                .RunsOffline((plane, result, ct) => ResetAsync(new PersonPasswords(plane), result.GetRequiredValue(email), result.GetValue(second), plane.Options.PublicUrl, ct)),
        };
    }

    private static async Task<int> ResetAsync(PersonPasswords passwords, string email, bool endSecondFactor, string address, CancellationToken ct)
    {
        if (await passwords.ResetAsync(email, endSecondFactor, ct) is not { } reset)
        {
            await Console.Error.WriteLineAsync($"There is nobody with the address {email}.");
            return 1;
        }

        // Behind the #: no server and no proxy writes it into a log.
        Console.WriteLine(address.Length > 0 ? $"Send the person this link: {address.TrimEnd('/')}/reset-password#{reset.Secret}" : $"Send the person this link, behind the address of the web app: /reset-password#{reset.Secret}");
        Console.WriteLine($"It is good until {reset.Until:yyyy-MM-dd HH:mm} UTC, once.");
        return 0;
    }
}
