using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Data;
using Pintle.ControlPlane.Http;
using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;

namespace Pintle.ControlPlane.Destinations;

/// <summary>Checks what people say of a destination: all at once.</summary>
internal sealed class DestinationCheck(ControlContext db, DestinationAccounts accounts, DestinationCatalogue catalogue)
{
    /// <summary>Checks a new destination.</summary>
    /// <returns>What to keep.</returns>
    /// <exception cref="ApiException">Something is wrong.</exception>
    public async Task<DestinationInput> CheckNewAsync(string workspaceId, DestinationInput input, CancellationToken ct)
    {
        var type = catalogue.Find(input.Type);
        List<(string Member, string Message)> problems = [.. input.Problems()];
        if (type is null)
        {
            problems.Add(("type", $"There is no kind of destination \"{input.Type}\"; /api/v1/definitions/destinations lists them."));
        }

        var settings = CheckSettings(type, before: null, input.Settings, problems);
        await CheckTransformationAsync(workspaceId, input.TransformationId, problems, ct);
        problems.AddRange(await accounts.ProblemsAsync(workspaceId, type?.Name ?? input.Type, before: null, input, ct));
        return problems.Count == 0 ? input with { Type = type!.Name, Settings = settings } : throw ApiException.Invalid(problems);
    }

    /// <summary>Checks what differs. What stays is not looked at, so that a destination from elsewhere whose settings are not in order can be paused.</summary>
    /// <param name="before">What it is, with the secrets.</param>
    /// <returns>What to keep.</returns>
    /// <exception cref="ApiException">Something is wrong.</exception>
    public async Task<DestinationInput> CheckChangedAsync(string workspaceId, DestinationInput before, DestinationInput input, CancellationToken ct)
    {
        List<(string Member, string Message)> problems = [.. input.Problems()];
        if (!input.Type.Equals(before.Type, StringComparison.OrdinalIgnoreCase) && catalogue.Find(input.Type)?.Name != before.Type)
        {
            problems.Add(("type", $"The destination is of the kind {before.Type}, and stays that. Make another destination."));
        }

        var settings = CheckSettings(catalogue.Find(before.Type), before.Settings, input.Settings, problems);
        if (input.TransformationId != before.TransformationId)
        {
            await CheckTransformationAsync(workspaceId, input.TransformationId, problems, ct);
        }

        problems.AddRange(await accounts.ProblemsAsync(workspaceId, before.Type, before, input, ct));
        return problems.Count == 0 ? input with { Type = before.Type, Settings = settings } : throw ApiException.Invalid(problems);
    }

    /// <summary>What is wrong with a transformation as a destination's; null: nothing.</summary>
    public async Task<string?> ProblemOfTransformationAsync(string workspaceId, string? id, CancellationToken ct)
    {
        var found = id is null ? null : await db.Transformations.AsNoTracking().FirstOrDefaultAsync(t => t.WorkspaceId == workspaceId && t.Id == id, ct);
        return id is null ? null : found switch
        {
            null or { DeletedAt: not null } => $"There is no transformation \"{id}\".",
            { IsLibrary: true } => $"\"{found.Name}\" is a library: transformations import it, and events go through those.",
            { PublishedVersionId: null } => $"The transformation \"{found.Name}\" has not been published. Publish it first.",
            _ => null,
        };
    }

    private async Task CheckTransformationAsync(string workspaceId, string? id, List<(string Member, string Message)> problems, CancellationToken ct)
    {
        if (await ProblemOfTransformationAsync(workspaceId, id, ct) is { } problem)
        {
            problems.Add(("transformationId", problem));
        }
    }

    private static JsonElement CheckSettings(DestinationType? type, JsonElement? before, JsonElement sent, List<(string Member, string Message)> problems)
    {
        if (type is null || sent.ValueKind != JsonValueKind.Object)
        {
            return sent;
        }

        List<SettingsProblem> wrong = [];
        var kept = SecretRows.Keep(type.Settings, before ?? JsonElement.Parse("{}"), sent, wrong);
        if (before is not { } known || !JsonElement.DeepEquals(known, kept))
        {
            wrong.AddRange(SettingsCheck.Check(type.Settings, kept));
            wrong.AddRange(CommonSettings.Check(type, kept));
        }

        problems.AddRange(wrong.Select(p => ($"settings.{p.Setting}", p.Message)));
        return kept;
    }
}
