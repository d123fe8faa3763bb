using System.Diagnostics;
using Pintle.TestKit;

namespace Pintle.Destinations.Tests;

/// <summary>The folder that <c>./dev new destination</c> makes. Its template is compiled into this project and its fixtures run with the others.</summary>
public sealed class TemplateTests : IDisposable
{
    /// <summary>Where it lies in the repository.</summary>
    public const string Template = "build/templates/destination";

    /// <summary>The name of the folder itself.</summary>
    public const string Folder = "destination";

    private readonly DirectoryInfo _into = Directory.CreateTempSubdirectory("pintle-new-");

    public void Dispose() => _into.Delete(recursive: true);

    [Fact]
    public async Task A_new_destination_has_the_template_s_files_under_its_own_name()
    {
        Assert.Equal(0, await NewAsync("AcmeMail"));
        var made = Path.Combine(_into.FullName, "AcmeMail");
        var files = Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(made, f)).Order(StringComparer.Ordinal);
        Assert.Equal(["AcmeMailDestination.cs", "AcmeMailMapping.cs", "AcmeMailSettings.cs", "fixtures/events.json", "notes.md"], files);
        var text = string.Concat(Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain("newvendor", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("namespace Pintle.Destinations.AcmeMail;", text, StringComparison.Ordinal);
        Assert.Contains("[Destination(\"ACMEMAIL\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_is_there_is_left_alone()
    {
        Assert.Equal(0, await NewAsync("Acme"));
        File.WriteAllText(Path.Combine(_into.FullName, "Acme", "notes.md"), "mine");
        Assert.Equal(1, await NewAsync("Acme"));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_into.FullName, "Acme", "notes.md")));
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Acme Mail")]
    [InlineData("Acme/../Slack")]
    public async Task A_name_that_begins_no_class_is_refused(string name)
    {
        Assert.Equal(2, await NewAsync(name));
        Assert.Empty(_into.EnumerateFileSystemInfos());
    }

    private async Task<int> NewAsync(string name)
    {
        using var script = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Repository.Root, "build", "scripts", "new-destination.sh"), name, _into.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return script.ExitCode;
    }
}
