using System.Net.Http.Headers;
using System.Text;

namespace Pintle.Events;

/// <summary>The token by which a control plane knows a data plane (workspace-config.md §1).</summary>
public static class WorkspaceToken
{
    /// <summary>How it is shown: as the user of Basic authentication, without a password.</summary>
    public static AuthenticationHeaderValue Show(string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:")));
}
