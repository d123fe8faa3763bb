using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pintle.ControlPlane.Access;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.Tests.Rig;

namespace Pintle.ControlPlane.Tests.People;

/// <summary>Somebody with a password, and a browser.</summary>
internal sealed record Person(string Id, string Email, string Password, Browser Browser)
{
    /// <summary>Logs in; a minute after what was before, so that no limit stands in the way.</summary>
    public async Task<Person> LogInAsync(ControlRig rig, string? code = null)
    {
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        (await Browser.PostAsync("session", new { email = Email, password = Password, code })).Must(HttpStatusCode.OK);
        return this;
    }
}

internal static class Persons
{
    public const string Password = "correct horse battery staple";

    /// <summary>Somebody new in a workspace, not logged in.</summary>
    public static async Task<Person> NewPersonAsync(this ControlRig rig, TestWorkspace workspace, Role role = Role.Editor)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<NewPeople>().AddAsync($"The {role}", $"{Ids.New("person")}@example.com", Password);
        var db = scope.ServiceProvider.GetRequiredService<ControlContext>();
        db.Members.Add(new StoredMember { WorkspaceId = workspace.Id, UserId = user.Id, Role = role, CreatedAt = rig.Time.GetUtcNow() });
        await db.SaveChangesAsync();
        return new Person(user.Id, user.Email!, Password, new Browser(rig.Address));
    }

    /// <summary>Somebody new in a workspace, logged in.</summary>
    public static async Task<Person> NewLoggedInAsync(this ControlRig rig, TestWorkspace workspace, Role role = Role.Editor) => await (await rig.NewPersonAsync(workspace, role)).LogInAsync(rig);
}
