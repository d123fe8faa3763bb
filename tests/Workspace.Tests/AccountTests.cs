using System.Text;
using System.Text.Json;
using Pintle.TestKit;
using Pintle.Workspace.Reading;

namespace Pintle.Workspace.Tests;

/// <summary>Which account a destination delivers through.</summary>
public sealed class AccountTests
{
    private const string OAuthKind = """ "accountDefinitions":{"kind":{"name":"kind","authenticationType":"OAuth"}} """;
    private const string BasicKind = """ "accountDefinitions":{"kind":{"name":"kind","authenticationType":"basic"}} """;

    [Theory]
    [InlineData("""{"rudderAccountId":"acc"}""", "{}", OAuthKind, true)]
    [InlineData("{}", """{"auth":{"type":"OAuth"}}""", OAuthKind, false)]
    [InlineData("""{"rudderAccountId":7}""", "{}", OAuthKind, false)]
    [InlineData("""{"rudderAccountId":"acc"}""", "{}", BasicKind, false)]
    [InlineData("""{"rudderAccountId":"acc"}""", """{"auth":{"type":"OAuth"}}""", BasicKind, false)]
    [InlineData("""{"rudderAccountId":"other"}""", """{"auth":{"type":"OAuth"}}""", OAuthKind, true)]
    [InlineData("""{"rudderAccountId":"other"}""", """{"auth":{"type":"OAuth","rudderScopes":["delivery","delete"]}}""", OAuthKind, true)]
    [InlineData("""{"rudderAccountId":"other"}""", """{"auth":{"type":"OAuth","rudderScopes":["delete"]}}""", OAuthKind, false)]
    [InlineData("""{"rudderAccountId":"other"}""", "{}", OAuthKind, false)]
    public void A_destination_delivers_through_an_account_of_OAuth(string config, string definition, string kinds, bool expected)
    {
        var account = Read($$"""
            {"workspaceId":"ws","sources":[{"id":"src","name":"S","writeKey":"{{WorkspaceJson.WriteKey}}","enabled":true,"sourceDefinition":{"id":"js","name":"Javascript"},
              "destinations":[{"id":"dst","name":"D","enabled":true,"config":{{config}},"destinationDefinition":{"id":"d","name":"HS","displayName":"HubSpot","config":{{definition}} } }]}],
             "accounts":{"acc":{"accountDefinitionName":"kind","secret":{"access_token":"t"} } },
             {{kinds}} }
            """).DestinationsById["dst"].Account;
        Assert.Equal(expected, account is not null);
        if (account is { Id: "acc" })
        {
            Assert.Equal(("ws", "t"), (account.WorkspaceId, account.Secret.GetProperty("access_token").GetString()));
        }
        else if (account is not null)
        {
            Assert.Equal(("other", JsonValueKind.Undefined), (account.Id, account.Secret.ValueKind));
        }
    }

    private static WorkspaceSnapshot Read(string json) => WorkspaceReader.Read(Encoding.UTF8.GetBytes(json), 1, Some.Time);
}
