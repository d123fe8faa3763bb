using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
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

/// <summary>Everything that the control plane keeps. Each database has a class of its own below, for its migrations.</summary>
internal abstract class ControlContext(DbContextOptions options, TimeProvider time) : IdentityUserContext<StoredUser>(options), IDataProtectionKeyContext
{
    public DbSet<StoredWorkspace> Workspaces => Set<StoredWorkspace>();

    public DbSet<StoredSource> Sources => Set<StoredSource>();

    public DbSet<StoredDestination> Destinations => Set<StoredDestination>();

    public DbSet<StoredConnection> Connections => Set<StoredConnection>();

    public DbSet<StoredTransformation> Transformations => Set<StoredTransformation>();

    public DbSet<StoredCodeVersion> CodeVersions => Set<StoredCodeVersion>();

    public DbSet<StoredCredential> Credentials => Set<StoredCredential>();

    public DbSet<StoredAccount> Accounts => Set<StoredAccount>();

    public DbSet<StoredOAuthClient> OAuthClients => Set<StoredOAuthClient>();

    public DbSet<StoredAuthorisation> Authorisations => Set<StoredAuthorisation>();

    public DbSet<StoredMember> Members => Set<StoredMember>();

    public DbSet<StoredInvitation> Invitations => Set<StoredInvitation>();

    public DbSet<StoredSession> Sessions => Set<StoredSession>();

    public DbSet<StoredIssuer> Issuers => Set<StoredIssuer>();

    public DbSet<StoredIssuerVisit> IssuerVisits => Set<StoredIssuerVisit>();

    public DbSet<StoredToken> Tokens => Set<StoredToken>();

    public DbSet<StoredAuditEntry> AuditLog => Set<StoredAuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken ct = default)
    {
        var now = time.GetUtcNow();
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Added)
            {
                (entry.Entity.Version, entry.Entity.CreatedAt, entry.Entity.UpdatedAt) = (1, now, now);
            }
            else if (entry.State == EntityState.Modified)
            {
                entry.Entity.Version++;
                entry.Entity.UpdatedAt = now;
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        // SQLite can't sort its own form of times.
        conventions.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        base.ConfigureConventions(conventions);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(ControlContext).Assembly);
        foreach (var versioned in model.Model.GetEntityTypes().Where(t => t.ClrType.IsAssignableTo(typeof(IVersioned))))
        {
            versioned.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }
}

/// <summary>On SQLite.</summary>
internal sealed class SqliteControlContext(DbContextOptions<SqliteControlContext> options, TimeProvider time) : ControlContext(options, time);

/// <summary>On PostgreSQL.</summary>
internal sealed class PostgresControlContext(DbContextOptions<PostgresControlContext> options, TimeProvider time) : ControlContext(options, time);
