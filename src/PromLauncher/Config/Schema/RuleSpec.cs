namespace PromLauncher.Config.Schema;

/// <summary>A rule about the fields of a section: <c>! at-most-one basic_auth oauth2 2.27.. when x=y</c>.</summary>
/// <param name="Name">Which rule: one of the declarative ones (<c>required</c>, <c>at-most-one</c>, …) or a named one.</param>
/// <param name="Arguments">The fields it is about; <c>a.b</c> is a field of the section <c>a</c>.</param>
/// <param name="When">The field that switches it on, or null.</param>
/// <param name="Values">The values of that field that switch it on; empty for "whenever it is set".</param>
internal sealed record RuleSpec(string Name, string[] Arguments, string? When, string[] Values);
