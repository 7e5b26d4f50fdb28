using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws;

/// <summary>The faults that are wanted at this moment.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int? Left)> _faults = [];
    private readonly Random _random = new(20260101);

    /// <summary>Wants a fault from now on.</summary>
    public void Add(Fault fault)
    {
        lock (_lock) _faults.Add((fault, fault.Times));
    }

    /// <summary>Wants no fault any more.</summary>
    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    /// <summary>The fault that happens to a call, or null.</summary>
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
