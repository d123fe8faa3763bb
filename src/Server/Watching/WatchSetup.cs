using Pintle.Server.Hosting;
using Pintle.Workspace;

namespace Pintle.Server.Watching;

/// <summary>What the routes work with.</summary>
/// <param name="Plane">The data plane in the box.</param>
/// <param name="Workspace">What it serves.</param>
/// <param name="Code">Versions of transformations.</param>
/// <param name="Redaction">What people don't see of events.</param>
/// <param name="Time">The clock.</param>
internal sealed record WatchSetup(DataPlane Plane, WorkspaceHolder Workspace, PipelineCode Code, PayloadRedaction Redaction, TimeProvider Time);
