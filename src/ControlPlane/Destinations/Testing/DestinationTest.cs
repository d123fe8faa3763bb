using System.Text.Json;
using Pintle.ControlPlane.Accounts.Secrets;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Transformations;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Json;
using Pintle.DestinationKit.Lookups;
using Pintle.DestinationKit.Settings;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Publishing;

namespace Pintle.ControlPlane.Destinations.Testing;

/// <summary>Takes an event through a destination as deliveries do: its user transformation, its own, and, when it is wanted, to the vendor. Nothing is stored.</summary>
internal sealed class DestinationTest(
    DestinationCatalogue catalogue, SettingsVault vault, AccountSecrets accounts, CodeQueries queries, CredentialValues credentials, CodeTester tester, VendorHttp http, TimeProvider time)
{
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    public async Task<DestinationTestAnswer> RunAsync(StoredDestination destination, DestinationTestInput input, CancellationToken ct)
    {
        if (catalogue.Find(destination.Type) is not { } type)
        {
            return Failed($"This version does not know the kind of destination {destination.Type}.");
        }

        var account = destination.AccountId is { } id ? await accounts.GetAsync(destination.WorkspaceId, id, expired: null, ct) : null;
        if (account is { Problem: not AccountSecretProblem.None })
        {
            return Failed(account.Message);
        }

        try
        {
            var settings = vault.Read(destination);
            var configured = type.Configure(settings);
            var (events, problem) = await MadeByCodeAsync(destination, AsReceived(input.Event), ct);
            if (problem is not null)
            {
                return Failed(problem);
            }

            var environment = new TransformEnvironment { Clock = time, Http = input.Send ? http : VendorHttp.None };
            var secret = account?.Secret ?? default;
            var secrets = JsonSerializer.SerializeToElement(SecretSettings.Split(type.Settings, settings).Secrets);
            var run = new TestRun(configured, environment, new SecretMask(secrets, secret), input.Send ? http : null);
            var results = new List<TestedEvent>();
            foreach (var message in events)
            {
                JsValue metadata = secret.ValueKind == JsonValueKind.Undefined ? NoMetadata : new JsObject { { "secret", secret } };
                results.Add(await run.TryAsync(new EventInput(message, metadata) { DestinationId = destination.Id }, ct));
            }

            return new DestinationTestAnswer(Problem: null, results);
        }
        catch (SettingsException wrong)
        {
            return Failed(string.Join(' ', wrong.Problems.Select(p => p.Message)));
        }
    }

    private static DestinationTestAnswer Failed(string problem) => new(problem, []);

    // The published version, as deliveries run it.
    private async Task<(IReadOnlyList<JsonElement> Events, string? Problem)> MadeByCodeAsync(StoredDestination destination, JsonElement message, CancellationToken ct)
    {
        if (destination.TransformationId is null)
        {
            return ([message], null);
        }

        var published = (await queries.PublishedAsync(destination.WorkspaceId, CodeKind.Transformation, ct)).Find(c => c.Item.Id == destination.TransformationId);
        if (published is null)
        {
            return ([], "Its transformation has no published version.");
        }

        var libraries = (await queries.PublishedAsync(destination.WorkspaceId, CodeKind.Library, ct))
            .Select(l => new LibraryCode(l.Version.Id, l.Item.ImportName, l.Version.Code) { Language = l.Version.Language });
        var code = new TransformationCode(published.Version.Id, published.Version.Name, published.Version.Code, [.. libraries]) { Language = published.Version.Language };
        try
        {
            var test = new TestCase(Ids.New("run"), JsonSerializer.SerializeToElement(new[] { message }), default, NoMetadata);
            var result = await tester.TryAsync(code, test, await credentials.ReadAsync(destination.WorkspaceId, ct), ct);
            var errors = result.Items.Where(i => i.IsFailure).Select(i => i.Error).Distinct().ToList();
            return errors.Count > 0 ? ([], $"Its transformation failed: {string.Join(' ', errors)}")
                : result.Items.Any() ? ([.. result.Items.Select(i => i.Output)], null)
                : ([], "Its transformation left the event out.");
        }
        catch (UserCodeSuspendedException suspended)
        {
            return ([], suspended.Message);
        }
    }

    // What the gateway adds to an event that lacks it.
    private JsonElement AsReceived(JsonElement given)
    {
        var e = ((JsValue)given).ToObject();
        var now = JsDate.Iso(time.GetUtcNow());
        foreach (var (member, value) in ((string, string)[])[("messageId", Ids.New("test")), ("originalTimestamp", now), ("sentAt", now), ("timestamp", now), ("receivedAt", now)])
        {
            if (!e.Has(member))
            {
                e[member] = value;
            }
        }

        return ((JsValue)e).ToElement();
    }
}
