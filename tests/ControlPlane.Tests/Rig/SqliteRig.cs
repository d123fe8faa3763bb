namespace Pintle.ControlPlane.Tests.Rig;

/// <summary>On a file.</summary>
public sealed class SqliteRig : ControlRig
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pintle-control-").FullName;

    protected override Task<ControlPlaneOptions> OptionsAsync() => Task.FromResult(new ControlPlaneOptions { SqliteFile = Path.Combine(_directory, "control.db") });

    protected override Task CleanAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }
}
