using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pintle.Workspace;

namespace Pintle.Gateway.Http;

/// <summary>Finds a request's source (spec gateway.md §3).</summary>
internal static class Credentials
{
    /// <summary>By write key in the Basic user name.</summary>
    public static (Source? Source, Answer? Refusal) ByBasic(HttpRequest request, WorkspaceSnapshot workspace) =>
        BasicUser(request) is { Length: > 0 } key ? ByWriteKey(key, workspace) : (null, Answer.NoWriteKey);

    /// <summary>By write key in the query.</summary>
    public static (Source? Source, Answer? Refusal) ByQuery(HttpRequest request, WorkspaceSnapshot workspace) =>
        QueryParameters.First(request, "writeKey") is { Length: > 0 } key
            ? ByWriteKey(key, workspace)
            : (null, Answer.NoWriteKeyInQuery);

    /// <summary>A webhook source, by query or Basic.</summary>
    public static (Source? Source, Answer? Refusal) ForWebhook(HttpRequest request, WorkspaceSnapshot workspace)
    {
        var key = QueryParameters.FirstFilled(request, "writeKey") is { Length: > 0 } given ? given : BasicUser(request);
        if (string.IsNullOrEmpty(key))
        {
            return (null, Answer.NoWriteKeyInQuery);
        }

        // What is no webhook's key is no key here, enabled or not.
        return workspace.SourcesByWriteKey.TryGetValue(key, out var source) && source.Definition.Category != "webhook"
            ? (null, Answer.InvalidWriteKey)
            : ByWriteKey(key, workspace);
    }

    /// <summary>By source id in a header (internal routes).</summary>
    public static (Source? Source, Answer? Refusal) BySourceId(HttpRequest request, WorkspaceSnapshot workspace) =>
        request.First("X-Rudder-Source-Id") is not { Length: > 0 } id ? (null, Answer.NoSourceId)
        : !workspace.SourcesById.TryGetValue(id, out var source) ? (null, Answer.InvalidSourceId)
        : source.Enabled ? (source, null) : (null, Answer.SourceDisabled);

    private static (Source? Source, Answer? Refusal) ByWriteKey(string key, WorkspaceSnapshot workspace)
    {
        // The look-up is by hash; the comparison that decides takes the same time wherever keys differ.
        if (!workspace.SourcesByWriteKey.TryGetValue(key, out var source)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(source.WriteKey), Encoding.UTF8.GetBytes(key)))
        {
            return (null, Answer.InvalidWriteKey);
        }

        return source.Enabled ? (source, null) : (null, Answer.SourceDisabled);
    }

    private static string? BasicUser(HttpRequest request)
    {
        const string Scheme = "Basic ";
        var header = request.First("Authorization");
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A password may be long; only the name before it counts.
        const int OnStack = 512;
        var size = header.Length - Scheme.Length;
        var text = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        if (!Convert.TryFromBase64Chars(header.AsSpan(Scheme.Length), text, out var length))
        {
            return null;
        }

        var end = text[..length].IndexOf((byte)':');
        return end < 0 ? null : Encoding.UTF8.GetString(text[..end]);
    }
}
