using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pintle.ControlPlane.Accounts;
using Pintle.ControlPlane.Accounts.Clients;
using Pintle.ControlPlane.Accounts.Connecting;
using Pintle.ControlPlane.Auditing;
using Pintle.ControlPlane.Connections;
using Pintle.ControlPlane.Credentials;
using Pintle.ControlPlane.Destinations;
using Pintle.ControlPlane.People;
using Pintle.ControlPlane.People.SingleSignOn.Issuers;
using Pintle.ControlPlane.People.SingleSignOn.LoggingIn;
using Pintle.ControlPlane.Sources;
using Pintle.ControlPlane.Tokens;
using Pintle.ControlPlane.Transformations;
using Pintle.ControlPlane.Workspaces;

namespace Pintle.ControlPlane.Data;

/// <summary>Names, keys and indexes of the tables.</summary>
internal sealed class Tables :
    IEntityTypeConfiguration<StoredWorkspace>, IEntityTypeConfiguration<StoredSource>, IEntityTypeConfiguration<StoredDestination>,
    IEntityTypeConfiguration<StoredConnection>, IEntityTypeConfiguration<StoredTransformation>, IEntityTypeConfiguration<StoredCodeVersion>,
    IEntityTypeConfiguration<StoredCredential>, IEntityTypeConfiguration<StoredAccount>, IEntityTypeConfiguration<StoredOAuthClient>,
    IEntityTypeConfiguration<StoredAuthorisation>, IEntityTypeConfiguration<StoredMember>,
    IEntityTypeConfiguration<StoredInvitation>, IEntityTypeConfiguration<StoredSession>, IEntityTypeConfiguration<StoredIssuer>,
    IEntityTypeConfiguration<StoredIssuerVisit>, IEntityTypeConfiguration<StoredToken>,
    IEntityTypeConfiguration<StoredAuditEntry>, IEntityTypeConfiguration<StoredUser>, IEntityTypeConfiguration<IdentityUserClaim<string>>,
    IEntityTypeConfiguration<IdentityUserLogin<string>>, IEntityTypeConfiguration<IdentityUserToken<string>>, IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<StoredWorkspace> table)
    {
        table.ToTable("workspaces");
        table.HasIndex(w => w.TokenHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StoredSource> table)
    {
        table.ToTable("sources");
        InWorkspace(table);
        table.HasIndex(s => s.WriteKey).IsUnique();
        table.HasIndex(s => new { s.WorkspaceId, s.Name });
    }

    public void Configure(EntityTypeBuilder<StoredDestination> table)
    {
        table.ToTable("destinations");
        InWorkspace(table);
        table.HasIndex(d => new { d.WorkspaceId, d.Name });
        table.HasIndex(d => d.TransformationId);
        table.HasOne<StoredTransformation>().WithMany().HasForeignKey(d => d.TransformationId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StoredAccount>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredConnection> table)
    {
        table.ToTable("connections");
        InWorkspace(table);
        table.HasIndex(c => new { c.SourceId, c.DestinationId }).IsUnique();
        table.HasIndex(c => c.DestinationId);
        table.HasOne<StoredSource>().WithMany().HasForeignKey(c => c.SourceId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StoredDestination>().WithMany().HasForeignKey(c => c.DestinationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredTransformation> table)
    {
        table.ToTable("transformations");
        InWorkspace(table);
        table.HasIndex(t => new { t.WorkspaceId, t.IsLibrary, t.Name });
    }

    public void Configure(EntityTypeBuilder<StoredCodeVersion> table)
    {
        table.ToTable("code_versions");
        InWorkspace(table);
        table.HasIndex(v => new { v.TransformationId, v.CreatedAt });
        table.HasOne<StoredTransformation>().WithMany().HasForeignKey(v => v.TransformationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredCredential> table)
    {
        table.ToTable("credentials");
        InWorkspace(table);
        table.HasIndex(c => new { c.WorkspaceId, c.Key }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StoredAccount> table)
    {
        table.ToTable("accounts");
        InWorkspace(table);
        table.HasIndex(a => new { a.WorkspaceId, a.Name });
    }

    public void Configure(EntityTypeBuilder<StoredOAuthClient> table)
    {
        table.ToTable("oauth_clients");
        InWorkspace(table);
        table.HasIndex(c => new { c.WorkspaceId, c.Vendor }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StoredAuthorisation> table)
    {
        table.ToTable("authorisations");
        InWorkspace(table);
        table.HasIndex(a => a.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<StoredMember> table)
    {
        table.ToTable("members");
        table.HasKey(m => new { m.WorkspaceId, m.UserId });
        table.HasIndex(m => m.UserId);
        table.HasOne<StoredWorkspace>().WithMany().HasForeignKey(m => m.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StoredUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredInvitation> table)
    {
        table.ToTable("invitations");
        InWorkspace(table);
        table.HasIndex(i => i.SecretHash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<StoredSession> table)
    {
        table.ToTable("sessions");
        table.HasIndex(s => s.UserId);
        table.HasIndex(s => s.ExpiresAt);
        table.HasOne<StoredUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredIssuer> table)
    {
        table.ToTable("sso_issuers");
        InWorkspace(table);
        table.HasIndex(i => i.Url);
    }

    public void Configure(EntityTypeBuilder<StoredIssuerVisit> table)
    {
        table.ToTable("sso_visits");
        InWorkspace(table);
        table.HasIndex(v => v.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<StoredToken> table)
    {
        table.ToTable("tokens");
        table.HasIndex(t => t.Hash).IsUnique();
        table.HasIndex(t => t.UserId);
        table.HasOne<StoredWorkspace>().WithMany().HasForeignKey(t => t.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        table.HasOne<StoredUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredAuditEntry> table)
    {
        table.ToTable("audit_log");
        table.HasKey(e => e.Id);
        table.HasIndex(e => new { e.WorkspaceId, e.At });
        table.HasIndex(e => new { e.WorkspaceId, e.TargetId });
    }

    public void Configure(EntityTypeBuilder<StoredUser> table) => table.ToTable("users");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<string>> table) => table.ToTable("user_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<string>> table) => table.ToTable("user_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> table) => table.ToTable("user_tokens");

    public void Configure(EntityTypeBuilder<DataProtectionKey> table) => table.ToTable("data_protection_keys");

    private static void InWorkspace<T>(EntityTypeBuilder<T> table)
        where T : class, IStored
    {
        table.HasKey(t => t.Id);
        table.HasOne<StoredWorkspace>().WithMany().HasForeignKey(t => t.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        table.HasIndex(t => t.WorkspaceId);
    }
}
