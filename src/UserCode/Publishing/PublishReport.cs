namespace Pintle.UserCode.Publishing;

/// <summary>What was tested, and whether it is all good.</summary>
/// <param name="Tested">Versions with what came of their tests.</param>
public sealed record PublishReport(IReadOnlyList<TestedRevision> Tested)
{
    /// <summary>Nothing speaks against publishing.</summary>
    public bool IsGood => Tested.All(t => t.Results.All(r => r.Verdict == TestVerdict.Passed));
}

/// <summary>A version and what came of its tests.</summary>
public sealed record TestedRevision(Revision Revision, IReadOnlyList<CaseResult> Results);
