namespace Pintle.ControlPlane.Data;

/// <summary>A change in the making: what the audit log will say of it.</summary>
internal sealed class Change
{
    private readonly List<ChangeNote> _notes = [];

    public IReadOnlyList<ChangeNote> Notes => _notes;

    /// <summary>Says what is done.</summary>
    /// <param name="action"><c>created</c>, <c>updated</c>, <c>deleted</c>, …</param>
    /// <param name="targetType"><c>source</c>, <c>destination</c>, …</param>
    /// <param name="target">Its id and name.</param>
    /// <param name="before">What it was, as the API shows it (so without secrets); null: it was not there.</param>
    /// <param name="after">What it is, asked when it is saved; null: it is not there any more.</param>
    public void Note(string action, string targetType, (string Id, string Name) target, object? before, Func<object>? after) =>
        _notes.Add(new ChangeNote(action, targetType, target.Id, target.Name, before, after));
}

/// <summary>What the audit log will say.</summary>
internal sealed record ChangeNote(string Action, string TargetType, string TargetId, string TargetName, object? Before, Func<object>? After);
