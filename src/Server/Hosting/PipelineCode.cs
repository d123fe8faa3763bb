using Pintle.Router.UserCode;
using Pintle.UserCode;
using Pintle.UserCode.Code;
using Pintle.UserCode.Running;
using Pintle.Workspace;

namespace Pintle.Server.Hosting;

/// <summary>User code for the pipeline: loads what a destination's transformation is made of and runs it.</summary>
internal sealed class PipelineCode(UserCodeRunner runner, ICodeStore store)
{
    private readonly CodeLoader _loader = new(store);

    /// <summary>An <see cref="EventCode"/>: code that can't be had, or is suspended, holds its events.</summary>
    public async Task<CodeAnswer> RunAsync(CodeBatch batch, CancellationToken ct)
    {
        if (batch.Transformation.Language is not ("" or "javascript" or "typescript"))
        {
            return CodeAnswer.Wait($"transformation {batch.Transformation.Id} is written in {batch.Transformation.Language}; JavaScript and TypeScript are run");
        }

        try
        {
            var code = await LoadAsync(batch.Transformation.VersionId, batch.Snapshot, ct);
            var result = await RunAsync(code, batch, ct);
            return new CodeAnswer(code.Name, [.. result.Items.Select(i => new CodeItem(i.Input, i.Output, i.Error))], "");
        }
        catch (Exception held) when (held is CodeMissingException or UserCodeSuspendedException)
        {
            return CodeAnswer.Wait(held.Message);
        }
    }

    /// <summary>A version with the workspace's libraries.</summary>
    /// <exception cref="CodeMissingException">Some of it isn't there, or can't be had now.</exception>
    public Task<TransformationCode> LoadAsync(string versionId, WorkspaceSnapshot snapshot, CancellationToken ct) => _loader.LoadAsync(versionId, snapshot.Libraries, ct);

    /// <summary>A version on a batch, with the workspace's credentials.</summary>
    /// <exception cref="UserCodeSuspendedException">It has ended too many workers.</exception>
    public Task<BatchResult> RunAsync(TransformationCode code, CodeBatch batch, CancellationToken ct) =>
        runner.RunAsync(new UserBatch(code, batch.Events) { Credentials = batch.Snapshot.Credentials }, ct);
}
