using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws;

/// <summary>The faults that are active.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int? Left)> _faults = [];
    private readonly Random _random = new(20260101);

    /// <summary>Activates a fault.</summary>
    public void Add(Fault fault)
    {
        lock (_lock) _faults.Add((fault, fault.Times));
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>The fault for a call, or null.</summary>
    internal Fault? Next(string action, string resource)
    {
        lock (_lock)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, left) = _faults[i];
                if (!Wildcard.IsMatch(fault.Action, action, ignoreCase: true) || !Wildcard.IsMatch(fault.Resource, resource) || _random.NextDouble() >= fault.Probability) continue;
                if (left is 1) _faults.RemoveAt(i);
                else if (left is { } more) _faults[i] = (fault, more - 1);
                return fault;
            }

            return null;
        }
    }
}
