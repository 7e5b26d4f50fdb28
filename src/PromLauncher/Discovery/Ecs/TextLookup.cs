namespace PromLauncher.Discovery.Ecs;

/// <summary>Returns the string already held for a span, or makes one: task ARNs recur in each listing.</summary>
public delegate string TextLookup(ReadOnlySpan<char> text);
