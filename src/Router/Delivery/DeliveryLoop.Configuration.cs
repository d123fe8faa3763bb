using Pintle.DestinationKit;
using Pintle.DestinationKit.Settings;
using Pintle.Router.Accounts;
using Pintle.Workspace;

namespace Pintle.Router.Delivery;

/// <summary>Configuration in mid-log: which events belong to the destination, and what is done with them.</summary>
internal sealed partial class DeliveryLoop
{
    private WorkspaceSnapshot? _snapshot;
    private DateTimeOffset? _modeEnds;

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the destination was deleted and nothing of it is left: its state can go.</summary>
    public Task Finished => _finished.Task;

    private bool IsFinished =>
        (_mode == DeliveryMode.Deleted || _range is not null) && !_isStarting && _admission.InFlight == 0 && _inCode == 0 && _state.Parked.Count == 0
        && _users.Held + _ready.Count + _gathered.Count + _returned.Count + _resting + _replays.Count == 0 && _walks.All(w => w is { IsAtEnd: true, HasEvents: false });

    /// <summary>
    /// Applies a snapshot: completes when connections that begin or end with it are durable; only then are events judged by it.
    /// </summary>
    public async Task ApplyAsync(WorkspaceSnapshot snapshot, DestinationCatalogue catalogue, CancellationToken ct)
    {
        bool changed;
        lock (_gate)
        {
            changed = _range is null && _connections.Apply(snapshot, _setup.Lanes.Heads);
            _isStarting |= changed;
            foreach (var buffer in _state.Buffers)
            {
                buffer.IsMoved |= changed;
            }
        }

        if (changed)
        {
            await Task.WhenAll(_setup.Committers.Select(c => c.FlushAsync(ct)));
        }

        lock (_gate)
        {
            _isStarting = false;
            Configure(snapshot, catalogue);
        }

        _wake.Set();
    }

    private void Configure(WorkspaceSnapshot snapshot, DestinationCatalogue catalogue)
    {
        _snapshot = snapshot;
        if (_range is not null && MustHalt(snapshot))
        {
            (_mode, _held) = (DeliveryMode.Wait, "its job can't go on");
            return;
        }

        if (!snapshot.DestinationsById.TryGetValue(_destinationId, out var destination))
        {
            (_mode, _modeEnds) = (DeliveryMode.Deleted, null);
            return;
        }

        if (!destination.ReceivesEvents)
        {
            Disable();
            return;
        }

        _modeEnds = null;
        if (destination.Paused)
        {
            (_mode, _held) = (DeliveryMode.Wait, "paused");
        }
        else
        {
            _mode = TryConfigure(destination, snapshot, catalogue) ? DeliveryMode.Deliver : DeliveryMode.Wait;
        }
    }

    private void Disable()
    {
        if (_mode != DeliveryMode.Disabled && _modeEnds is null)
        {
            (_mode, _held) = (DeliveryMode.Wait, "disabled");
            _modeEnds = _setup.Time.GetUtcNow() + _setup.Options.DisabledGrace;
        }
    }

    private void EndGrace()
    {
        if (_modeEnds is { } end && end <= _setup.Time.GetUtcNow())
        {
            (_mode, _modeEnds) = (DeliveryMode.Disabled, null);
        }
    }

    private bool TryConfigure(Destination destination, WorkspaceSnapshot snapshot, DestinationCatalogue catalogue)
    {
        if (catalogue.Find(destination.Definition.Name) is not { } type)
        {
            _held = $"the type {destination.Definition.Name} is unknown";
            _setup.Log.UnknownType(_destinationId, destination.Definition.Name);
            return false;
        }

        try
        {
            _transformer = new EventTransformer(destination, type.Configure(destination.Config), snapshot, _setup.Steps)
            {
                Environment = _setup.EnvironmentOf(_destinationId),
                Access = destination.Account is { } account ? new AccountAccess(_setup.Tokens.Of(account)) : null,
            };
            _admission.Throttles = ThrottlesOf(destination);
            return true;
        }
        catch (SettingsException wrong)
        {
            _held = $"its setting {wrong.Setting} can't work: {wrong.Message}";
            _setup.Log.WrongSettings(_destinationId, wrong.Setting, wrong.Message);
            return false;
        }
    }
}
