using System.Text.Json;

namespace Pintle.ControlPlane.Transformations.PublicApi;

/// <summary>A new transformation or library, or a change of one, as the public API takes it. What is left out of a change stays; other members are not looked at.</summary>
internal sealed record PublicInput(
    string? Name = null, string? Code = null, string? Description = null, string? Language = null, JsonElement? Events = null, IReadOnlyList<string>? DestinationIds = null)
{
    private const string TestName = "events";

    public NewCodeInput ToNew(bool publish) => new()
    {
        Name = Name ?? "", Code = Code ?? "", Description = Description ?? "", Language = Language ?? "javascript", Tests = Tests ?? [], Publish = publish,
    };

    public CodeInput Onto(CodeInput before) => before with
    {
        Name = Name ?? before.Name, Code = Code ?? before.Code, Description = Description ?? before.Description, Language = Language ?? before.Language, Tests = Tests ?? before.Tests,
    };

    private IReadOnlyList<TestInput>? Tests => Events is { } events
        ? events is { ValueKind: JsonValueKind.Array } && events.GetArrayLength() == 0 ? [] : [new TestInput { Name = TestName, Events = events }]
        : null;
}

/// <summary>Versions that are to come in force together.</summary>
internal sealed record PublicPublishInput(IReadOnlyList<PublicVersion>? Transformations = null, IReadOnlyList<PublicVersion>? Libraries = null);

/// <summary>A version that is to come in force.</summary>
/// <param name="TestInput">Of a transformation: JSON text of a list of events; null: its own tests.</param>
internal sealed record PublicVersion(string VersionId, string? TestInput = null);
