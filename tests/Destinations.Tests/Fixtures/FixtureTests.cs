namespace Pintle.Destinations.Tests.Fixtures;

/// <summary>Every case of every destination's fixtures, and what the fixtures of a destination must cover.</summary>
public sealed class FixtureTests
{
    public static TheoryData<FixtureCase> Cases => [.. FixtureCase.All(), .. FixtureCase.In(TemplateTests.Template)];

    /// <summary>Destinations with fixtures.</summary>
    public static TheoryData<string> Folders => [.. FixtureCase.All().Select(c => c.Folder).Distinct()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_destination_does_what_its_fixtures_say(FixtureCase given)
    {
        var (json, run) = (given.Json, new FixtureRun(given));
        var (wanted, got) = (json["event"].IsUndefined, json["events"].IsUndefined, json["answer"].IsUndefined, json["delete"].IsUndefined) switch
        {
            (false, true, true, true) => (json["expect"], await run.EventAsync()),
            (true, false, true, true) => (json["items"], await run.EventsAsync()),
            (true, true, false, true) => (json["verdicts"], run.Verdicts()),
            (true, true, true, false) => (json["delete"]["status"], await run.DeletionAsync(TestContext.Current.CancellationToken)),
            _ => throw new InvalidDataException($"{given}: a case has exactly one of event, events, answer, delete."),
        };
        var difference = Difference.Between(wanted, got);
        Assert.True(difference is null, difference);
        if (json["recorded"].IsArray)
        {
            difference = Difference.Between(json["recorded"], run.Recorded(), "$.recorded");
            Assert.True(difference is null, difference);
        }

        if (json["asked"].IsArray)
        {
            Assert.Equal(json["asked"].Items.Select(a => a.ToString()), run.Asked);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Fixtures_cover_each_type_of_event_batches_deletion_and_wrong_settings(string folder)
    {
        var cases = FixtureCase.All().Where(c => c.Folder == folder).ToList();
        var type = cases[0].Type;
        var covered = cases.SelectMany(c => c.Json["events"].Items.Append(c.Json["event"])).Select(e => e["type"].ToText()?.ToLowerInvariant()).ToHashSet();
        Assert.DoesNotContain(type.EventTypes, t => !covered.Contains(t));
        Assert.True(!type.IsBatching || cases.Exists(c => !c.Json["events"].IsUndefined), $"{folder} combines events; no case has events.");
        Assert.True(!type.Deletes || cases.Exists(c => !c.Json["delete"].IsUndefined), $"{folder} deletes people; no case has delete.");
        Assert.True(cases.Exists(c => c.Json["expect"]["reject"].IsText), $"{folder} has no case of a rejected event.");
    }
}
