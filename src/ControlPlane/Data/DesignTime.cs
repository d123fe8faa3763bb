using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Pintle.ControlPlane.Data;

/// <summary>For <c>dotnet ef</c> only, which writes the migrations (<c>./dev migration NAME</c>).</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteControlContext>
{
    public SqliteControlContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteControlContext>().UseSqlite("Data Source=:memory:").Options, TimeProvider.System);
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresControlContext>
{
    public PostgresControlContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresControlContext>().UseNpgsql("Host=127.0.0.1").Options, TimeProvider.System);
}
