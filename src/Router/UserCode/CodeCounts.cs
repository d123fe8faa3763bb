using Pintle.DestinationKit.Delivery;

namespace Pintle.Router.UserCode;

/// <summary>How the events of one batch fared in user code.</summary>
internal sealed class CodeCounts(string transformationId, TimeSpan took)
{
    public string TransformationId => transformationId;

    public TimeSpan Took => took;

    public int Passed { get; set; }

    public int Held { get; set; }

    public int Filtered { get; private set; }

    public int Failed { get; private set; }

    public void Ended(VerdictKind kind)
    {
        Filtered += kind == VerdictKind.Filtered ? 1 : 0;
        Failed += kind == VerdictKind.Filtered ? 0 : 1;
    }
}
